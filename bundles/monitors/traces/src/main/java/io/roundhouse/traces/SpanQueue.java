package io.roundhouse.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Between the requests and the thread that sends: bounded; what does not fit is lost and counted. */
final class SpanQueue {
    private final BlockingQueue<Trip> trips;
    private final LongAdder lost = new LongAdder();

    SpanQueue(int max) {
        trips = new ArrayBlockingQueue<>(max);
    }

    void offer(Trip trip) {
        if (!trips.offer(trip)) {
            lost.increment();
        }
    }

    /** Waits for the first that long, and takes what is there; empty when none came. */
    List<Trip> take(int max, long waitNanos) throws InterruptedException {
        Trip first = trips.poll(waitNanos, TimeUnit.NANOSECONDS);
        List<Trip> some = new ArrayList<>();
        if (first != null) {
            some.add(first);
            trips.drainTo(some, max - 1);
        }
        return some;
    }

    int waiting() {
        return trips.size();
    }

    long lost() {
        return lost.sum();
    }
}
