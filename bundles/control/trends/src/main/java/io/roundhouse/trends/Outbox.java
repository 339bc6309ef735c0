package io.roundhouse.trends;

import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Minutes that wait to be written: a bounded number of points, of which the oldest give way. Any thread. */
final class Outbox {
    private final int pointsMax;
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private @Nullable Batch taken; // is being written: it may be there already, so it does not give way
    private long number;
    private int points;
    private long dropped;

    Outbox(int pointsMax) {
        this.pointsMax = pointsMax;
    }

    synchronized void add(long atMillis, Map<SeriesKey, Rolled> one) {
        Batch batch = new Batch(++number, atMillis, one);
        batches.add(batch);
        points += batch.size();
        while (points > pointsMax && !batches.isEmpty()) {
            Batch oldest = batches.remove();
            points -= oldest.size();
            dropped += oldest.size();
        }
    }

    /** The next to be written, the same again until it is {@link #done}; null when there is none. */
    synchronized @Nullable Batch take() {
        if (taken == null) {
            taken = batches.poll();
        }
        return taken;
    }

    /** What was taken last is written. */
    synchronized void done() {
        Batch batch = taken;
        if (batch != null) {
            points -= batch.size();
            taken = null;
        }
    }

    synchronized int points() {
        return points;
    }

    /** Points that gave way, ever. */
    synchronized long dropped() {
        return dropped;
    }
}
