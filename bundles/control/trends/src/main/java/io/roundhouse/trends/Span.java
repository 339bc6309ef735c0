package io.roundhouse.trends;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Trends;
import io.roundhouse.server.control.Trends.Step;
import java.time.Instant;
import java.util.Locale;

/**
 * A span of time in points of one length, checked.
 *
 * @param from the first point, {@code to} the one after the last
 */
record Span(Table table, long from, long to) {
    private static final long END_MILLIS = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    static Span of(long fromMillis, long toMillis, Step step) {
        if (fromMillis < 0 || toMillis > END_MILLIS || fromMillis >= toMillis) {
            throw refused("the span must begin before it ends, in 1970 to 9999; it was " + fromMillis + " to "
                    + toMillis + " milliseconds");
        }
        Table table = Table.of(step);
        Span span = new Span(table, table.index(fromMillis), table.index(toMillis - 1) + 1);
        if (span.points() > Trends.POINTS_MAX) {
            throw refused(String.format(
                    Locale.ROOT,
                    "by %s that are %,d points, and at most %,d are given; ask for a shorter time%s",
                    step.name().toLowerCase(Locale.ROOT),
                    span.points(),
                    Trends.POINTS_MAX,
                    step == Step.DAY ? "" : ", or for longer steps"));
        }
        return span;
    }

    long points() {
        return to - from;
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
