package io.roundhouse.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a change: nothing, or one small JSON object. */
final class JsonBody {
    static final String TYPE = "application/json";

    /** A constant, not a setting: names have at most 128 characters, and thirty of them fit. */
    static final int BYTES_MAX = 4_096;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // the names are the clients'
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /**
     * Whether the request says that it speaks JSON, body or not; else it is answered. A web page of somebody else's can
     * make its visitor's browser send a form or plain text here, but this type only after asking by {@code OPTIONS}, and
     * nothing here allows that.
     */
    static boolean announced(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = request.getContentType();
        String bare = type == null ? "" : type.split(";", 2)[0].strip();
        if (bare.equalsIgnoreCase(TYPE)) {
            return true;
        }
        String found = type == null ? "there is none" : "was " + Refusal.quote(type);
        response.sendError(415, "Content-Type must be " + TYPE + ", also without a body; " + found);
        return false;
    }

    /** Takes the members one by one, in the order they come. */
    interface Members {
        void take(String name, Value value) throws IOException;
    }

    /**
     * The value of a member that has just been named.
     *
     * @param name of the member
     */
    record Value(String name, JsonParser parser) {
        String text(String example) throws IOException {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw refusal("a string", example);
            }
            return parser.getText();
        }

        double number(String example) throws IOException {
            if (!parser.nextToken().isNumeric()) {
                throw refusal("a number", example);
            }
            return parser.getDoubleValue();
        }

        boolean flag() throws IOException {
            if (!parser.nextToken().isBoolean()) {
                throw refusal("true or false", "true");
            }
            return parser.getBooleanValue();
        }

        List<String> texts(String example) throws IOException {
            List<String> texts = new ArrayList<>();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw refusal("a list of strings", example);
            }
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw refusal("a list of strings", example);
            }
            return texts;
        }

        Map<String, String> words(String example) throws IOException {
            Map<String, String> words = new LinkedHashMap<>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refusal("an object of strings", example);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw refusal("an object of strings", example);
                }
                words.put(key, parser.getText());
            }
            return words;
        }

        private InferenceException refusal(String kind, String example) {
            return Refusal.request("'" + name + "' must be " + kind + ", as " + example);
        }
    }

    /**
     * Reads the body, if there is one.
     *
     * @param known the members that there may be
     */
    static void read(Exchange exchange, String action, List<String> known, Members members) throws IOException {
        HttpServletRequest request = exchange.request();
        String coding = request.getHeader("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            exchange.response().setHeader("Accept-Encoding", "identity");
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED, "the content coding " + Refusal.quote(coding) + " is not offered here");
        }
        byte[] bytes = request.getInputStream().readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new InferenceException(ErrorCode.PAYLOAD_TOO_LARGE, "the body has more than " + BYTES_MAX + " bytes");
        }
        String text = text(bytes);
        if (!text.isBlank()) {
            members(text, action, known, members);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.request("the body is not UTF-8");
        }
    }

    private static void members(String text, String action, List<String> known, Members members) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.request("the body must be a JSON object, or nothing");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!known.contains(name)) {
                    throw Refusal.request("the body of " + action + " has no member " + Refusal.quote(name)
                            + suggestion(name, known));
                }
                members.take(name, new Value(name, parser));
            }
            if (parser.nextToken() != null) {
                throw Refusal.request("the body must end behind its JSON object");
            }
        } catch (IOException e) { // from memory: nothing but bad JSON
            throw Refusal.request("the body is not valid JSON, or has a name twice");
        }
    }

    private static String suggestion(String name, List<String> known) {
        return known.isEmpty() ? ", nor any other" : Nearest.suggestion(name, known);
    }
}
