package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;

/** What becomes of a text that is missing, or that is none of the categories. */
enum Unknown {
    /** It has no place: zeros in a vector, missing as a number. */
    NONE,
    /** A place of its own behind the categories. */
    OWN;

    static final String KEY = "unknown";

    static Unknown of(Settings settings) {
        return settings.choice(KEY, NONE);
    }

    /** How many places there are. */
    int places(Categories categories) {
        return categories.size() + (this == OWN ? 1 : 0);
    }

    /** The place of the element at hand; {@link Categories#UNKNOWN} when it has none. */
    int place(Categories categories, Texts at) {
        int index = categories.indexOf(at);
        return index == Categories.UNKNOWN && this == OWN ? categories.size() : index;
    }
}
