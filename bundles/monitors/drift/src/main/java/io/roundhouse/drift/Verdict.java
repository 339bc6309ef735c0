package io.roundhouse.drift;

import java.util.Locale;

/** What is said of a column, the worse the later. */
enum Verdict {
    /** Too little came to say anything. */
    FEW,
    STEADY,
    /** It moved, as far as a person should know. */
    MOVED,
    /** It moved far. */
    MOVED_FAR;

    boolean isMoved() {
        return this == MOVED || this == MOVED_FAR;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
