package io.roundhouse.trends;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One series and what the minute that is open has given it. One thread. */
final class Live {
    private final SeriesKey key;
    private double look; // of a gauge: what this look has added up so far
    private boolean looked;
    private double growth; // of a count: over the minute
    private boolean grown;
    private @Nullable Rolled seen; // of a gauge: over the minute
    private boolean told;

    Live(SeriesKey key) {
        this.key = key;
    }

    SeriesKey key() {
        return key;
    }

    void grow(double by) {
        growth += by;
        grown = true;
    }

    void see(double value) {
        look += value;
        looked = true;
    }

    /** A look is over. */
    void endLook() {
        if (looked) {
            Rolled one = Rolled.of(look);
            Rolled before = seen;
            seen = before == null ? one : before.plus(one);
        }
        look = 0;
        looked = false;
    }

    /** The minute is over: what it gave, and the next begins. A bar of a histogram that did not grow is told once only. */
    Optional<Rolled> endMinute() {
        boolean worth = grown && (growth > 0 || !told || !key.isBucket());
        Rolled gave = worth ? Rolled.of(growth) : seen;
        told |= gave != null;
        growth = 0;
        grown = false;
        seen = null;
        return Optional.ofNullable(gave);
    }
}
