package io.roundhouse.repository;

/** A model folder that cannot be served, and the sentence that says what to mend. */
final class BrokenFolderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * @param part the version at fault, or {@code model.yaml}
     */
    BrokenFolderException(String part, String sentence) {
        super(sentence);
        this.part = part;
    }

    String part() {
        return part;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
