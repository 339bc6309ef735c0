package io.roundhouse.validate;

import java.util.Locale;

/** What is done with a value that does not keep a constraint. */
enum Action {
    /** The request is refused. */
    REJECT,
    /** A declared value takes its place. */
    IMPUTE,
    /** The nearest value that is allowed takes its place. */
    CLIP,
    /** It passes, and the answer says so. */
    FLAG;

    /** As it is written in settings. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
