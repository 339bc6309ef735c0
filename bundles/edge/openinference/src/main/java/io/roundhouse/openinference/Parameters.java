package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol's parameters of a request, an input or an output: text, number or boolean, kept as text. */
final class Parameters {
    private static final int COUNT_MAX = 64;
    private static final String RESERVED = "triton_";

    private Parameters() {}

    /** Reads the object the parser stands before. */
    static Map<String, String> read(JsonParser parser, String where) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.request("'parameters' of " + where + " must be an object");
        }
        Map<String, String> parameters = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (key.startsWith(RESERVED)) {
                throw Refusal.request("parameter " + Refusal.quote(key) + " of " + where + ": names that begin with '"
                        + RESERVED + "' are reserved");
            }
            JsonToken value = parser.nextToken();
            if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
                throw Refusal.request("parameter " + Refusal.quote(key) + " of " + where
                        + " must be a string, a number or a boolean");
            }
            parameters.put(key, parser.getText());
            if (parameters.size() > COUNT_MAX) {
                throw Refusal.request(where + " has more than " + COUNT_MAX + " parameters");
            }
        }
        return parameters;
    }

    static void refuseSharedMemory(Map<String, String> parameters) {
        if (parameters.containsKey("shared_memory_region")) {
            throw Refusal.unsupported("shared memory is not offered");
        }
    }

    /** A whole number from 0 on; {@code otherwise} when it is not there. */
    static long whole(Map<String, String> parameters, String key, long otherwise) {
        String text = parameters.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as a negative one is
        }
        throw Refusal.request("parameter '" + key + "' must be a whole number from 0 on, was " + Refusal.quote(text));
    }

    /** True or false; null when it is not there. */
    static @Nullable Boolean flag(Map<String, String> parameters, String key) {
        String text = parameters.get(key);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Refusal.request("parameter '" + key + "' must be true or false, was " + Refusal.quote(text));
        };
    }
}
