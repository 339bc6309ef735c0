package io.roundhouse.validate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of constraints, and what else than a flag may be the answer where one is not kept. */
enum Kind {
    MALFORMED(true, true, false),
    REQUIRED(true, true, false),
    RANGE(true, true, true),
    LENGTH(true, true, true),
    CATEGORIES(true, true, false),
    PATTERN(true, true, false),
    FRESH(true, true, false),
    ORDER(true, false, false),
    MISSING(true, false, false),
    /** Never a reason to refuse a row: the rows of other requests are. */
    LATELY(false, false, false),
    AT_MOST(true, false, true),
    NEEDS(true, false, false),
    SUM(true, true, false);

    private final boolean rejects;
    private final boolean imputes;
    private final boolean clips;

    Kind(boolean rejects, boolean imputes, boolean clips) {
        this.rejects = rejects;
        this.imputes = imputes;
        this.clips = clips;
    }

    /** As it is written in settings, flags and reports. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Action usual() {
        return rejects ? Action.REJECT : Action.FLAG;
    }

    boolean allows(Action action) {
        return switch (action) {
            case REJECT -> rejects;
            case IMPUTE -> imputes;
            case CLIP -> clips;
            case FLAG -> true;
        };
    }

    List<Action> allowed() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }
}
