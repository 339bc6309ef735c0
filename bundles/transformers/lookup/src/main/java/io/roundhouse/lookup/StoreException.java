package io.roundhouse.lookup;

/** A store did not answer, or not with what was asked for. The message names no credentials. */
final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mistake;

    private StoreException(String message, boolean mistake) {
        super(message, null, false, false);
        this.mistake = mistake;
    }

    /** Something that may pass: no connection, no time, no room. */
    static StoreException failed(String message) {
        return new StoreException(message, false);
    }

    /** Something that stays wrong until a person mends the query. */
    static StoreException mistaken(String message) {
        return new StoreException(message, true);
    }

    boolean isMistake() {
        return mistake;
    }
}
