package io.roundhouse.rollouts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.ServedBy;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What was seen of one model and waits for the judge, at most {@value #WAITING_MAX}; what comes then is left out, of
 * either arm alike, and counted. While no rollout goes on nothing is kept.
 */
final class Sights {
    static final int WAITING_MAX = 65_536;

    private final ConcurrentLinkedQueue<Seen> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder leftOut = new LongAdder();
    private volatile boolean wanted;

    /** From now on what is seen counts, or does not. */
    void watch(boolean on) {
        wanted = on;
    }

    /** A request that named its version or label says nothing: whoever names the canary is another population. */
    void answered(InferenceEvent.Answered event) {
        if (wanted && !event.request().isPinned()) {
            answer(event.response().servedBy(), false, event.response().timing().totalNanos());
        }
    }

    /** Whatever an arm answered with counts but a client that went away: a canary may refuse what was right before. */
    void failed(InferenceEvent.Failed event) {
        if (wanted && !event.request().isPinned() && event.failure().code() != ErrorCode.CANCELLED) {
            event.servedBy().ifPresent(by -> answer(by, true, event.timing().totalNanos()));
        }
    }

    private void answer(ServedBy by, boolean failed, long nanos) {
        boolean canary = by.arm().equals(Shaping.CANARY);
        if (canary || by.arm().equals(Shaping.STABLE)) {
            offer(new Seen.Answer(canary, failed, nanos));
        }
    }

    void offer(Seen seen) {
        if (!wanted) {
            return;
        }
        if (count.incrementAndGet() > WAITING_MAX) {
            count.decrementAndGet();
            leftOut.increment();
            return;
        }
        waiting.add(seen);
    }

    /** Takes what waits now, in the order it came. */
    void drain(Consumer<Seen> judge) {
        for (int left = count.get(); left > 0; left--) {
            Seen seen = waiting.poll();
            if (seen == null) { // counted, and about to be added
                return;
            }
            count.decrementAndGet();
            judge.accept(seen);
        }
    }

    long leftOut() {
        return leftOut.sum();
    }
}
