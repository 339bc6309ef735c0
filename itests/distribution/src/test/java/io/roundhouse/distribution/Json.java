package io.roundhouse.distribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Just enough JSON to read an answer. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** The numbers of the first output's {@code data}. */
    static double[] data(String answer) {
        List<Double> numbers = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(answer)) {
            boolean inside = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("data")) {
                    inside = true;
                } else if (inside && token.isNumeric()) {
                    numbers.add(parser.getDoubleValue());
                } else if (inside && token == JsonToken.FIELD_NAME) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(answer, e);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The texts of the output of that name. */
    static List<String> texts(String answer, String output) {
        return elements(answer, output);
    }

    /** The numbers of the output of that name. */
    static List<Double> numbers(String answer, String output) {
        return elements(answer, output).stream().map(Double::valueOf).toList();
    }

    private static List<String> elements(String answer, String output) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(answer)) {
            boolean named = false;
            boolean inside = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && parser.currentName() != null
                        && parser.currentName().equals("name")) {
                    named = parser.getText().equals(output);
                } else if (token == JsonToken.START_ARRAY && parser.currentName() != null) {
                    inside = named && parser.currentName().equals("data");
                } else if (token == JsonToken.END_ARRAY) {
                    inside = false;
                } else if (inside && token.isScalarValue()) {
                    elements.add(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(answer, e);
        }
        return elements;
    }

    /** What a command of the shell printed with {@code --json}: objects of texts. */
    static List<Map<String, String>> table(String array) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(array)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    rows.add(new HashMap<>());
                } else if (token == JsonToken.VALUE_STRING) {
                    rows.get(rows.size() - 1).put(parser.currentName(), parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(array, e);
        }
        return rows;
    }
}
