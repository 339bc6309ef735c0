package io.roundhouse.lookup;

import java.util.Locale;

/** Why a row gets fallback values. */
enum Cause {
    NO_KEY("has no key", true),
    UNKNOWN("has a key that the store does not know", true),
    UNUSABLE("has a key under which the store has no usable values", false),
    TIMEOUT("got no answer from the store in time", false),
    FAILED("got no answer from the store, which failed", false),
    FULL("got no answer from the store, which has too many reads waiting", false),
    PAUSED("got no answer from the store, which failed too often and is left in peace for a while", false),
    UNCONFIGURED("got no answer from the store, which is not configured", false);

    private final String sentence;
    private final boolean callers;

    Cause(String sentence, boolean callers) {
        this.sentence = sentence;
        this.callers = callers;
    }

    /** What is to be said after a row's number. */
    String sentence() {
        return sentence;
    }

    /** Whether the row is at fault and not the store. */
    boolean isCallers() {
        return callers;
    }

    /** As a metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
