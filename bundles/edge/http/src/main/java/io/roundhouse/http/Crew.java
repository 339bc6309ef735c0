package io.roundhouse.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which workers there are, and which of them rest or run. Guarded by the lock of {@link Workers}, but for the waking. */
final class Crew {
    /** More only take turns on the processors; fewer let a task wait for one that another program keeps from its turn. */
    private static final int RUNNING_PER_PROCESSOR = 4;

    private final int max;
    private final int runningMax;
    private final List<Worker> all = new ArrayList<>();
    private final ArrayDeque<Worker> resting = new ArrayDeque<>(); // last in, first out
    private final AtomicInteger waking = new AtomicInteger(); // threads that have a task and have not begun it

    Crew(int max, int processors) {
        this.max = max;
        this.runningMax = RUNNING_PER_PROCESSOR * processors;
    }

    /** Whether there is a thread for one more task, and perhaps a processor. */
    boolean mayRunOneMore() {
        if (resting.isEmpty() && all.size() >= max) {
            return false;
        }
        if (all.size() - resting.size() < runningMax) {
            return true;
        }
        int running = waking.get();
        for (int i = 0; i < all.size() && running < runningMax; i++) {
            Worker worker = all.get(i);
            if (!worker.rests && worker.isRunning()) {
                running++;
            }
        }
        return running < runningMax;
    }

    /** Ends the rest of the one that rested last; null when none rests. */
    @Nullable
    Worker wake() {
        Worker worker = resting.pollLast();
        if (worker != null) {
            worker.rests = false;
            waking.incrementAndGet();
        }
        return worker;
    }

    /** A new one, which has its first task. */
    void join(Worker worker) {
        all.add(worker);
        waking.incrementAndGet();
    }

    /** One that has a task begins it, or never will. */
    void woken() {
        waking.decrementAndGet();
    }

    void rest(Worker worker) {
        worker.rests = true;
        resting.addLast(worker);
    }

    void leave(Worker worker) {
        if (worker.rests) {
            resting.remove(worker);
        }
        worker.ends = true;
        all.remove(worker);
    }

    List<Worker> all() {
        return List.copyOf(all);
    }

    int size() {
        return all.size();
    }
}
