package io.roundhouse.api.error;

/** Why there is no answer. The constant's name is stable and is what clients see as {@code code}. */
public enum ErrorCode {
    /** The request is malformed: syntax, unknown fields' types, limits of the protocol. */
    INVALID_REQUEST(Category.CALLER),
    /** A tensor does not fit the model: name, type, shape, content. */
    INVALID_INPUT(Category.CALLER),
    /** The same request ended an engine's process before, more than once; it is refused for a while. */
    REQUEST_QUARANTINED(Category.CALLER),
    /** What was sent is larger than allowed. */
    PAYLOAD_TOO_LARGE(Category.CALLER),
    /** No model of that name. */
    MODEL_NOT_FOUND(Category.CALLER),
    /** The model has no such version. */
    VERSION_NOT_FOUND(Category.CALLER),
    /** What was asked for is not offered. */
    UNSUPPORTED(Category.CALLER),
    /** A configuration is wrong; the last good one stays in force. */
    INVALID_CONFIGURATION(Category.CALLER),
    /** The caller went away. */
    CANCELLED(Category.CALLER),
    /** A queue or the server is full; come again. */
    OVERLOADED(Category.CAPACITY),
    /** The server is about to stop, or told to take no more. */
    DRAINING(Category.CAPACITY),
    /** The answer would have come after the request's deadline. */
    DEADLINE_EXCEEDED(Category.CAPACITY),
    /** The model exists, but no version is live. */
    MODEL_NOT_READY(Category.CAPACITY),
    /** No engine, transformer or router of the name and version that the model asks for. */
    PLUGIN_MISSING(Category.CAPACITY),
    /** A model could not be loaded. */
    LOAD_FAILED(Category.SERVER),
    /** The engine failed on input that looked right. */
    ENGINE_FAILED(Category.SERVER),
    /** A transformer failed on input that looked right. */
    TRANSFORMER_FAILED(Category.SERVER),
    /** A fault of ours. */
    INTERNAL(Category.SERVER);

    /** Whose turn it is: the caller mends the request, comes later, or an operator has to look. */
    public enum Category {
        CALLER,
        CAPACITY,
        SERVER
    }

    private final Category category;

    ErrorCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
