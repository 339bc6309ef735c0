package io.roundhouse.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of the server: a code, and a sentence for a person with which, limit and actual. The sentence
 * reaches clients: no class names, no paths of the machine. One of category {@code CAPACITY} carries no stack trace, as
 * it is thrown when the server is busiest.
 */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public InferenceException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public InferenceException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause, true, code.category() != ErrorCode.Category.CAPACITY);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence; never null. */
    public String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
