package io.roundhouse.monitorhost;

import java.util.ArrayList;
import java.util.List;

/** Watches that did not end when they were told to, on their threads. A bounded number: so many are a sick process. */
final class LeftBehind {
    private static final int MAX = 16;

    /** Why no further monitor is begun. */
    static final String FULL = MAX + " monitors hang on their threads after they were detached; restart the server";

    private final List<Watch> watches = new ArrayList<>();
    private long all;

    synchronized void add(Watch watch) {
        watches.add(watch);
        all++;
    }

    /** Whether no further monitor may be begun. */
    boolean isFull() {
        return now() >= MAX;
    }

    /** How many have not ended yet. */
    synchronized int now() {
        watches.removeIf(Watch::isOver);
        return watches.size();
    }

    /** How many there ever were. */
    synchronized long all() {
        return all;
    }
}
