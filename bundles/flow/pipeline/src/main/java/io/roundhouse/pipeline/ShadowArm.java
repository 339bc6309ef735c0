package io.roundhouse.pipeline;

import io.roundhouse.server.flow.Shadowing.Arm;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One watching arm: the requests that wait for it, and what became of the others. Any thread. */
final class ShadowArm {
    /** Whose arm. */
    record Key(String model, String arm) {}

    private final Key key;
    private final ConcurrentLinkedQueue<ShadowTask> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder mirrored = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<LeftOut, LongAdder> leftOut = new ConcurrentHashMap<>(); // reasons that came
    private volatile boolean unheard;
    private volatile long unheardSinceNanos;

    ShadowArm(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    /** There is something to get; how long nothing has been got. */
    long mirrored(long nowNanos) {
        mirrored.increment();
        if (!unheard) {
            unheardSinceNanos = nowNanos;
            unheard = true;
            return 0;
        }
        return nowNanos - unheardSinceNanos;
    }

    void got(boolean anAnswer) {
        (anAnswer ? answered : failed).increment();
        unheard = false;
    }

    void leftOut(LeftOut reason) {
        leftOut.computeIfAbsent(reason, one -> new LongAdder()).increment();
    }

    /** Appends it unless so many wait already. */
    boolean offer(ShadowTask task, int queueMax) {
        if (length.incrementAndGet() > queueMax) {
            length.decrementAndGet();
            return false;
        }
        queue.add(task);
        return true;
    }

    /** The oldest, and nobody else gets it. */
    @Nullable
    ShadowTask poll() {
        ShadowTask task = queue.poll();
        if (task != null) {
            length.decrementAndGet();
        }
        return task;
    }

    /** The oldest if it has waited longer than that, and nobody else gets it. */
    @Nullable
    ShadowTask pollOlderThan(long nanos, long nowNanos) {
        ShadowTask oldest = queue.peek();
        return oldest != null && nowNanos - oldest.sinceNanos() > nanos && queue.remove(oldest)
                ? counted(oldest)
                : null;
    }

    private ShadowTask counted(ShadowTask task) {
        length.decrementAndGet();
        return task;
    }

    /** Whether a further thread may work for this arm; if so, it ends that with {@link #end}. */
    boolean tryBegin(int threadsMax) {
        if (running.incrementAndGet() <= threadsMax) {
            return true;
        }
        running.decrementAndGet();
        return false;
    }

    void end() {
        running.decrementAndGet();
    }

    boolean hasWaiting() {
        return !queue.isEmpty();
    }

    boolean hasWorkFor(int threadsMax) {
        return hasWaiting() && running.get() < threadsMax;
    }

    long mirrored() {
        return mirrored.sum();
    }

    Arm snapshot(long nowNanos, long silenceMaxNanos) {
        Map<LeftOut, Long> reasons = new EnumMap<>(LeftOut.class);
        leftOut.forEach((reason, count) -> reasons.put(reason, count.sum()));
        long silence = unheard ? Math.max(0, nowNanos - unheardSinceNanos) : 0;
        return new Arm(
                key.model(),
                key.arm(),
                mirrored.sum(),
                answered.sum(),
                failed.sum(),
                reasons,
                length.get(),
                Duration.ofNanos(silence),
                silence > silenceMaxNanos);
    }
}
