package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;

/** Jackson as strict as the protocol wants it. */
final class Json {
    private Json() {}

    static JsonFactory factory(Limits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepthMax())
                        .maxNumberLength(Limits.NUMBER_LENGTH_MAX)
                        .maxNameLength(Limits.NAME_LENGTH_MAX)
                        .maxStringLength(limits.bodyBytesMax())
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // the names are the clients'
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();
    }

    /** What went wrong while reading from memory: the JSON is bad or ends too early, nothing else can. */
    static InferenceException malformed(IOException e, Body body, Limits limits) {
        return e instanceof JsonProcessingException told
                ? malformed(told, body, limits)
                : Refusal.request("the body is not valid JSON: it ends too early, at byte " + body.end);
    }

    /** What Jackson complains of, in our words: its own name settings and classes. */
    private static InferenceException malformed(JsonProcessingException e, Body body, Limits limits) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return Refusal.request("the JSON is nested deeper than " + limits.jsonDepthMax()
                    + " levels, or has a number of"
                    + " more than " + Limits.NUMBER_LENGTH_MAX + " or a name of more than " + Limits.NAME_LENGTH_MAX
                    + " characters, near byte " + body.position);
        }
        return Refusal.request(
                message.startsWith("Duplicate field")
                        ? "the JSON has a name twice in one object, near byte " + body.position
                        : "the body is not valid JSON near byte " + body.position);
    }
}
