package io.roundhouse.rollouts;

/**
 * What is on its way.
 *
 * @param version of the model
 * @param digest of its files
 * @param engine the range that pins its engine; empty for the one that the model asks for
 */
record Canary(String version, String digest, String engine) {
    /** Whether it is the same version on another engine, and not another version. */
    boolean isEngine() {
        return !engine.isEmpty();
    }

    /** The arm it has: an engine's stands beside whatever arms the model declares. */
    String arm() {
        return isEngine() ? Shaping.ENGINE_CANARY : Shaping.CANARY;
    }

    /** For a person. */
    String text() {
        return engine.isEmpty() ? "version " + version : "version " + version + " on engine " + engine;
    }
}
