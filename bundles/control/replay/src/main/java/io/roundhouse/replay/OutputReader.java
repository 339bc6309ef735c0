package io.roundhouse.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the member {@code outputs}. Data may come nested, and stands behind its datatype, as every server writes it. */
final class OutputReader {
    private static final int RANK_MAX = 16;

    private OutputReader() {}

    /** Of the object that the parser stands on; the parser then stands on its end. */
    static List<Output> outputs(JsonParser parser) throws IOException {
        List<Output> outputs = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("outputs");
            JsonToken value = parser.nextToken();
            if (wanted && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    outputs.add(output(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
        return outputs;
    }

    private static Output output(JsonParser parser) throws IOException {
        String name = "";
        String type = "";
        long[] shape = {};
        double[] numbers = {};
        List<String> words = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "name" -> name = parser.getText();
                case "datatype" -> type = parser.getText();
                case "shape" -> shape = shape(parser);
                case "data" -> {
                    if (type.startsWith("FP")) {
                        numbers = numbers(parser);
                    } else {
                        words(parser, words);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return new Output(name, type, shape, numbers, words);
    }

    private static long[] shape(JsonParser parser) throws IOException {
        long[] dims = new long[RANK_MAX];
        int rank = 0;
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && rank < RANK_MAX) {
            dims[rank++] = parser.getLongValue();
        }
        return Arrays.copyOf(dims, rank);
    }

    private static double[] numbers(JsonParser parser) throws IOException {
        double[] numbers = new double[16];
        int count = 0;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = next(parser);
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * count);
                }
                numbers[count++] = token == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue();
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private static void words(JsonParser parser, List<String> words) throws IOException {
        for (int depth = 1; depth > 0; ) {
            JsonToken token = next(parser);
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                words.add(parser.getText());
            }
        }
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.START_OBJECT) {
            throw new IOException("data of an output are elements, and lists of them");
        }
        return token;
    }
}
