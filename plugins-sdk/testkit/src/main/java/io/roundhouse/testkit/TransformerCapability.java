package io.roundhouse.testkit;

/** What a transformer's contract test expects unless it opts out; the opposite is tested then. */
public enum TransformerCapability {
    /** There is content it refuses with {@code INVALID_INPUT}; without it, {@code badRows} is not asked for. */
    REFUSES_CONTENT,
    /** A row comes out the same whatever rows are beside it; without it, rows may be padded to their longest. */
    ROWS_INDEPENDENT
}
