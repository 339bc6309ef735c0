package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;

/** The room's errors, and how a client's words are repeated in them. */
final class Refusal {
    private Refusal() {}

    static InferenceException request(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }

    /** A model's name as it is; one that can be nobody's is refused before anybody repeats it. */
    static String name(String word) {
        if (!ModelId.isName(word)) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + quote(word));
        }
        return word;
    }

    /** The same for a version. */
    static String version(String word) {
        if (!ModelId.isName(word)) {
            throw new InferenceException(ErrorCode.VERSION_NOT_FOUND, "there is no version " + quote(word));
        }
        return word;
    }

    /** In quotes, without control characters, cut at 64 characters. */
    static String quote(String text) {
        return Words.quoted(text);
    }
}
