package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The important numbers, rolled up by minute, hour and day, over months. Any thread; blocks on a database. */
@ProviderType
public interface Trends {
    /** Series that are kept, by name and labels. */
    List<Series> series();

    /**
     * What one series was.
     *
     * @param labels every label of it
     * @param fromMillis the first moment, {@code toMillis} the one after the last
     * @return by time; at most {@value #POINTS_MAX}
     * @throws InferenceException {@code INVALID_REQUEST}: no such series, or a span that has more points; {@code
     *     INTERNAL}: the database is gone
     */
    List<Point> query(String name, Map<String, String> labels, long fromMillis, long toMillis, Step step);

    /** The report of a month, as Markdown for a person. */
    String report(YearMonth month);

    /** What keeps numbers from being written, in a sentence; empty when nothing does. */
    String trouble();

    int POINTS_MAX = 10_000;

    /** How long a point is. */
    enum Step {
        MINUTE,
        HOUR,
        DAY
    }

    /** One series, and since when it is kept. */
    record Series(String name, Map<String, String> labels, long sinceMillis) {
        public Series {
            labels = Map.copyOf(labels);
        }
    }

    /** One point: of a count the growth within it is {@code sum}, of a gauge the mean of what was seen {@code sum / count}. */
    record Point(long atMillis, long count, double sum, double min, double max) {}
}
