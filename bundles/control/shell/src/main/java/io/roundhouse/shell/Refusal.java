package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import org.jspecify.annotations.Nullable;

/** What commands answer instead of doing something. */
final class Refusal {
    private Refusal() {}

    /** What was typed cannot be meant. */
    static InferenceException request(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }

    /**
     * A service that need not be there; throws {@code UNSUPPORTED} where it is not.
     *
     * @param missing the beginning of the sentence: what there is not, and why
     * @param feature what brings it
     */
    static <T> T unlessThere(@Nullable T service, String missing, String feature) {
        if (service == null) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED, missing + "; feature:install " + feature + " brings it");
        }
        return service;
    }
}
