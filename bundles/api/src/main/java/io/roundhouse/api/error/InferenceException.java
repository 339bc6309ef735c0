package io.roundhouse.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the server: a code, and a sentence for a person with which, limit and actual. The sentence
 * reaches clients: no class names, no paths of the machine. One of category {@code CAPACITY} carries no stack trace, as
 * it is thrown when the server is busiest.
 */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, String> fields;

    public InferenceException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public InferenceException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, Map.of());
    }

    private InferenceException(
            ErrorCode code, @Nullable String message, @Nullable Throwable cause, Map<String, String> fields) {
        super(message, cause, true, code.category() != ErrorCode.Category.CAPACITY);
        this.code = code;
        this.fields = Map.copyOf(fields);
    }

    /**
     * The same failure, about this: what a line of the log should have as fields, as {@code model} and {@code arm}. Clients
     * do not see it. One failure may be that of many requests, so it is not changed.
     */
    public InferenceException about(Map<String, String> about) {
        InferenceException same = new InferenceException(code, getMessage(), getCause(), about);
        same.setStackTrace(getStackTrace());
        return same;
    }

    /** What it is about; empty where nobody said. */
    public Map<String, String> fields() {
        return fields;
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
