package io.roundhouse.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who wait for a place: priority 1 before all others, otherwise in order of arrival. Guarded by the gate's lock. */
final class Line {
    private static final int FIRST = 1;

    private final ArrayDeque<Waiter> urgent = new ArrayDeque<>();
    private final ArrayDeque<Waiter> others = new ArrayDeque<>();

    void add(Waiter waiter, int priority) {
        (priority == FIRST ? urgent : others).add(waiter);
    }

    @Nullable
    Waiter poll() {
        Waiter waiter = urgent.poll();
        return waiter != null ? waiter : others.poll();
    }

    void remove(Waiter waiter) {
        if (!urgent.remove(waiter)) {
            others.remove(waiter);
        }
    }

    List<Waiter> removeAll() {
        List<Waiter> all = new ArrayList<>(urgent);
        all.addAll(others);
        urgent.clear();
        others.clear();
        return all;
    }
}
