package io.roundhouse.trends;

import java.util.Map;

/**
 * What one minute gave, written as a whole or not at all.
 *
 * @param number of this run, from 1 on
 * @param atMillis when the minute began
 */
record Batch(long number, long atMillis, Map<SeriesKey, Rolled> points) {
    Batch {
        points = Map.copyOf(points);
    }

    int size() {
        return points.size();
    }
}
