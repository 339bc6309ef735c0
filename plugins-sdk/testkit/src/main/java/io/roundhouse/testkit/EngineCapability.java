package io.roundhouse.testkit;

/** What an engine's contract test expects unless it opts out; the opposite is tested then. */
public enum EngineCapability {
    /** The tested model takes several rows at once; without it {@code ModelSpec.batches()} is false. */
    BATCHES,
    /** A deadline that is past is answered with {@code DEADLINE_EXCEEDED}; without it the answer is complete. */
    STOPS_EARLY
}
