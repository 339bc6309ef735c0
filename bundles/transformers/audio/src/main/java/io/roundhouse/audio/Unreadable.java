package io.roundhouse.audio;

/** Sound that cannot be read; the message goes behind "row N". Without a stack trace: it is an answer, not a fault. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message, null, false, false);
    }

    /** What it says; never null. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
