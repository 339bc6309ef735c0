package io.roundhouse.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a line of a capture, or the answer of a server. */
final class ExchangeReader {
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Lines.LINE_BYTES_MAX)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // the names are the clients'
            .build();

    /** What a line says, as far as it is read. */
    private static final class Draft {
        long atMillis;
        long totalNanos = -1;
        String id = "";

        @Nullable
        String model;

        @Nullable
        String version;

        @Nullable
        String label;

        byte @Nullable [] request;

        @Nullable
        List<Output> outputs;
    }

    /** Nothing when the line is no exchange. */
    Optional<Exchange> read(byte[] line, int length) {
        Draft draft = new Draft();
        try (JsonParser parser = json.createParser(line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser, line, draft);
            }
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
        if (draft.request == null || !isName(draft.model) || !isNameOrNone(draft.version, draft.label)) {
            return Optional.empty();
        }
        return Optional.of(new Exchange(
                draft.atMillis,
                draft.id,
                path(String.valueOf(draft.model), draft),
                draft.request,
                Optional.ofNullable(draft.outputs),
                draft.totalNanos));
    }

    private static boolean isName(@Nullable String word) {
        return word != null && ModelId.isName(word);
    }

    private static boolean isNameOrNone(@Nullable String version, @Nullable String label) {
        return (version == null || isName(version)) && (label == null || isName(label));
    }

    private static String path(String model, Draft draft) {
        String pinned = draft.version != null ? "/versions/" + draft.version : "";
        return "models/" + model + (draft.label != null ? "/labels/" + draft.label : pinned);
    }

    private static void member(JsonParser parser, byte[] line, Draft draft) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "at" -> draft.atMillis = Instant.parse(parser.getText()).toEpochMilli();
            case "id" -> draft.id = parser.getText();
            case "model" -> draft.model = parser.getText();
            case "asked_version" -> draft.version = parser.getText();
            case "asked_label" -> draft.label = parser.getText();
            case "timing" -> draft.totalNanos = total(parser);
            case "request" -> {
                if (value == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
                    draft.request = Arrays.copyOfRange(line, from, to);
                }
            }
            case "response" -> draft.outputs = OutputReader.outputs(parser);
            default -> parser.skipChildren();
        }
    }

    private static long total(JsonParser parser) throws IOException {
        long total = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("total_ns");
            parser.nextToken();
            if (wanted) {
                total = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        return total;
    }

    /** The outputs of an answer; nothing when it is none. */
    Optional<List<Output>> answer(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(OutputReader.outputs(parser))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The member {@code code} of an error; empty when it has none. */
    String code(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean wanted = parser.currentName().equals("code");
                    JsonToken value = parser.nextToken();
                    if (wanted && value == JsonToken.VALUE_STRING) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return ""; // of a proxy, and not of a server like this one
        }
        return "";
    }
}
