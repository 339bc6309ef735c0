package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few shapes that this room reads and writes. */
final class Json {
    static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Reads the value of one member, of which the parser stands at the first token. */
    @FunctionalInterface
    interface Member {
        void read(String name) throws IOException;
    }

    /** Reads one element, of which the parser stands at the first token. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    static void object(JsonParser json, Member member) throws IOException {
        expect(json, JsonToken.START_OBJECT, "an object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            member.read(name);
        }
    }

    static void array(JsonParser json, Element element) throws IOException {
        expect(json, JsonToken.START_ARRAY, "an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        object(json, name -> texts.put(name, text(json)));
        return texts;
    }

    static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    /** A number; where JSON has none, as a text: {@code "NaN"}, {@code "+Inf"}. */
    static double number(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            if (!json.currentToken().isNumeric()) {
                throw new IOException("a number was expected, found " + json.currentToken());
            }
            return json.getDoubleValue();
        }
        return switch (json.getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new IOException("a number was expected, found '" + json.getText() + "'");
        };
    }

    static void expect(JsonParser json, JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException(what + " was expected, found " + json.currentToken());
        }
    }

    static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }
}
