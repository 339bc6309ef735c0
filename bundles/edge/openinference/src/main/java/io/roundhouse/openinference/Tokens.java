package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Values the protocol expects at a place, or a refusal that says so. */
final class Tokens {
    private Tokens() {}

    /** The text behind a member's name. */
    static String text(JsonParser parser, String what) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw Refusal.request(what + " must be a string");
        }
        return parser.getText();
    }

    /** A text of 1 to 256 characters. */
    static String name(JsonParser parser, String what) throws IOException {
        String name = text(parser, what);
        if (name.isEmpty()) {
            throw Refusal.request(what + " must have 1 to " + Limits.NAME_LENGTH_MAX + " characters, has 0");
        }
        return shortEnough(name, what);
    }

    /** A text of at most 256 characters. */
    static String shortText(JsonParser parser, String what) throws IOException {
        return shortEnough(text(parser, what), what);
    }

    private static String shortEnough(String text, String what) {
        if (text.length() > Limits.NAME_LENGTH_MAX) {
            throw Refusal.request(
                    what + " must have at most " + Limits.NAME_LENGTH_MAX + " characters, has " + text.length());
        }
        return text;
    }

    /** The beginning of an array behind a member's name. */
    static void beginArray(JsonParser parser, String what) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refusal.request(what + " must be an array");
        }
    }

    /** The parser has come to the end of the array, and not to an element of another kind. */
    static void requireEnd(JsonParser parser, String otherwise) {
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw Refusal.request(otherwise);
        }
    }

    /** Past a member nobody knows. */
    static void skip(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }
}
