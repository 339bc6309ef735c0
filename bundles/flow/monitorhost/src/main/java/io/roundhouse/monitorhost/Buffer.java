package io.roundhouse.monitorhost;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.ModelChanged;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * What waits for one monitor on one model, bounded by count and by the bytes of the tensors held. Request threads offer
 * and wake nobody; neither side ever waits for the other. It outlives the monitor that reads it, so that what came while
 * one version left is there for the next.
 */
final class Buffer {
    private final MpscAtomicArrayQueue<InferenceEvent> queue;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private final LongAdder passedOver = new LongAdder();
    private volatile int oneIn = 1;
    private final AtomicLong spentNanos = new AtomicLong();
    private volatile long seen; // written under the lock of those who take

    Buffer(HostSettings settings) {
        queue = new MpscAtomicArrayQueue<>(settings.eventsMax());
        bytesMax = settings.bytesMax();
    }

    /** Whether the monitor is not told of it, to keep to its share; drawn, and counted, at each call. */
    boolean passesOver(InferenceEvent event) {
        int each = oneIn;
        if (each == 1
                || event instanceof ModelChanged
                || ThreadLocalRandom.current().nextInt(each) == 0) {
            return false;
        }
        passedOver.increment();
        return true;
    }

    /** @param size of the event, by {@link EventBytes}: it is the same for all the model's monitors */
    void offer(InferenceEvent event, long size) {
        // Taken before the event is there, so that what is given back when it is taken out was taken before.
        if (bytes.addAndGet(size) > bytesMax || !queue.offer(event)) {
            bytes.addAndGet(-size);
            lost.increment();
        }
    }

    /**
     * Takes out so many at most, oldest first. The lock is for two monitors' threads, of which one was given up as hung
     * and came back: the queue knows one reader only.
     */
    synchronized void take(List<InferenceEvent> into, int max) {
        int taken = take(into::add, max);
        seen += taken;
    }

    /** Forgets what waits: nobody will come for it. */
    synchronized void clear() {
        lost.add(take(event -> {}, Integer.MAX_VALUE));
    }

    private int take(Consumer<InferenceEvent> into, int max) {
        int taken = 0;
        InferenceEvent event;
        while (taken < max && (event = queue.poll()) != null) {
            bytes.addAndGet(-EventBytes.of(event));
            into.accept(event);
            taken++;
        }
        return taken;
    }

    /** From now on one event in so many gets in, drawn by chance; 1 for all. */
    void oneIn(int events) {
        oneIn = events;
    }

    int oneIn() {
        return oneIn;
    }

    /** The monitor has taken so much processor time. */
    void spend(long nanos) {
        spentNanos.addAndGet(nanos);
    }

    /** Processor time since this was asked last. */
    long takeSpent() {
        return spentNanos.getAndSet(0);
    }

    /** Events that the monitor was not told of, to keep to its share of the processors. */
    long passedOver() {
        return passedOver.sum();
    }

    /** Events that a monitor took. */
    long seen() {
        return seen;
    }

    /** Events that found no room, or whose monitor did not come back. */
    long lost() {
        return lost.sum();
    }

    int waiting() {
        return queue.size();
    }

    long bytes() {
        return bytes.get();
    }
}
