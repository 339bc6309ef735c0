package io.roundhouse.trends;

import io.roundhouse.server.control.Trends.Step;
import java.time.Duration;

/**
 * The three tables of points. A point's only key is its slot: the number of the stretch of time in the upper bits, the series
 * in the lower. So a minute's points lie together, writing one changes few pages, and what is too old is one range.
 */
enum Table {
    MINUTE("trends_minute", Duration.ofMinutes(1)),
    HOUR("trends_hour", Duration.ofHours(1)),
    DAY("trends_day", Duration.ofDays(1));

    static final int SERIES_BITS = 24;
    static final long SERIES_END = 1L << SERIES_BITS;

    private final String sql;
    private final long millis;

    Table(String sql, Duration length) {
        this.sql = sql;
        this.millis = length.toMillis();
    }

    static Table of(Step step) {
        return valueOf(step.name());
    }

    String sql() {
        return sql;
    }

    /** How long a point is. */
    long millis() {
        return millis;
    }

    /** Which stretch of time that is in, since 1970. */
    long index(long atMillis) {
        return Math.floorDiv(atMillis, millis);
    }

    long slot(long index, long series) {
        return (index << SERIES_BITS) | series;
    }

    static long indexOf(long slot) {
        return slot >> SERIES_BITS;
    }

    static long seriesOf(long slot) {
        return slot & (SERIES_END - 1);
    }
}
