package io.roundhouse.host;

/** A host ended while it computed: nobody knows yet for whose sake. */
final class QuarantineGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String how;

    /** @param how as the end of a sentence: {@code was ended by SIGSEGV} */
    QuarantineGoneException(String how) {
        super("the engine's process " + how);
        this.how = how;
    }

    String how() {
        return how;
    }
}
