package io.roundhouse.monitorhost;

import java.util.ArrayList;
import java.util.List;

/** Watches that did not end when they were told to, on their threads. A bounded number: so many are a sick process. */
final class LeftBehind {
    static final int MAX = 16;

    private final List<Watch> watches = new ArrayList<>();
    private long all;

    synchronized void add(Watch watch) {
        watches.add(watch);
        all++;
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
