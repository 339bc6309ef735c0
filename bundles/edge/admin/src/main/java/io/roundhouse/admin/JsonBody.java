package io.roundhouse.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a change: nothing, or one small JSON object. */
final class JsonBody {
    static final String TYPE = "application/json";

    /** A constant, not a setting: the one member there is has at most 128 characters. */
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

    /** The version asked for, if the action takes one. */
    static Optional<String> version(HttpServletRequest request, HttpServletResponse response, String action)
            throws IOException {
        String coding = request.getHeader("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            response.setHeader("Accept-Encoding", "identity");
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED, "the content coding " + Refusal.quote(coding) + " is not offered here");
        }
        byte[] bytes = request.getInputStream().readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new InferenceException(ErrorCode.PAYLOAD_TOO_LARGE, "the body has more than " + BYTES_MAX + " bytes");
        }
        String text = text(bytes);
        return text.isBlank() ? Optional.empty() : members(text, action);
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

    private static Optional<String> members(String text, String action) {
        List<String> known = action.equals("start") ? List.of("version") : List.of();
        @Nullable String version = null;
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
                version = word(parser);
            }
            if (parser.nextToken() != null) {
                throw Refusal.request("the body must end behind its JSON object");
            }
        } catch (IOException e) { // from memory: nothing but bad JSON
            throw Refusal.request("the body is not valid JSON, or has a name twice");
        }
        return Optional.ofNullable(version);
    }

    private static String suggestion(String name, List<String> known) {
        return known.isEmpty() ? ", nor any other" : Nearest.suggestion(name, known);
    }

    private static String word(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw Refusal.request("'version' must be a string, as \"2\"");
        }
        String version = parser.getText();
        if (!ModelId.isName(version)) {
            throw new InferenceException(ErrorCode.VERSION_NOT_FOUND, "there is no version " + Refusal.quote(version));
        }
        return version;
    }
}
