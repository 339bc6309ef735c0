package io.roundhouse.pipeline;

import io.roundhouse.server.flow.Shadowing.Arm;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for watching arms: a queue an arm, and one bound on their memory for all. What does not fit is
 * left out and counted. It outlives the threads that take from it, so a change of settings loses nothing.
 */
final class ShadowLine {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);
    private static final int FEW = 16;
    private static final int ARMS_MAX = 1000; // arms come and go with models; a server does not end

    private final LongSupplier nanoClock;
    private final Map<ShadowArm.Key, ShadowArm> arms = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();
    private final OncePerMinute silent;
    private volatile List<ShadowArm> all = List.of(); // replaced whole, never changed

    ShadowLine(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.silent = new OncePerMinute(nanoClock);
    }

    /**
     * Appends it, or leaves it out. On the live request's thread.
     *
     * @param busy whether the machine has no room now: a few may wait for it, more would only keep memory until they are
     *     left out
     */
    boolean offer(ShadowTask task, PipelineSettings settings, boolean busy) {
        ShadowArm arm = arm(new ShadowArm.Key(task.live().request().model(), task.arm()));
        long silence = arm.mirrored(task.sinceNanos());
        if (silence > settings.silenceMax().toNanos()) {
            warn(arm, settings);
        }
        if (bytes.addAndGet(task.bytes()) > settings.memoryMax()) {
            leaveOut(arm, task, LeftOut.MEMORY_FULL);
            return false;
        }
        if (!arm.offer(task, busy ? Math.min(FEW, settings.queueMax()) : settings.queueMax())) {
            leaveOut(arm, task, busy ? LeftOut.BUSY : LeftOut.QUEUE_FULL);
            return false;
        }
        return true;
    }

    private void warn(ShadowArm arm, PipelineSettings settings) {
        silent.count(times -> {
            Arm now = arm.snapshot(nanoClock.getAsLong(), settings.silenceMax().toNanos());
            LOG.log(
                    Level.WARNING,
                    "shadow gets nothing model={0} arm={1} for_s={2} mirrored={3} left_out={4}",
                    now.model(),
                    now.arm(),
                    now.silence().toSeconds(),
                    now.mirrored(),
                    now.leftOut());
        });
    }

    private ShadowArm arm(ShadowArm.Key key) {
        ShadowArm known = arms.get(key);
        return known != null ? known : add(key);
    }

    private synchronized ShadowArm add(ShadowArm.Key key) {
        if (arms.size() >= ARMS_MAX) {
            all.stream()
                    .filter(arm -> !arm.hasWaiting())
                    .min(Comparator.comparingLong(ShadowArm::mirrored))
                    .ifPresent(arm -> arms.remove(arm.key()));
        }
        ShadowArm arm = arms.computeIfAbsent(key, ShadowArm::new);
        all = List.copyOf(arms.values());
        return arm;
    }

    /** A request whose arm has a thread to spare, the arms by turns; the arm is told when it is done. */
    @Nullable
    Work take(int threadsMax) {
        List<ShadowArm> now = all;
        int first = now.size() > 1 ? Math.floorMod(turn.getAndIncrement(), now.size()) : 0;
        for (int i = 0; i < now.size(); i++) {
            ShadowArm arm = now.get((first + i) % now.size());
            if (arm.hasWaiting() && arm.tryBegin(threadsMax)) {
                ShadowTask task = arm.poll();
                if (task != null) {
                    bytes.addAndGet(-task.bytes());
                    return new Work(arm, task);
                }
                arm.end();
            }
        }
        return null;
    }

    /** Leaves out what has waited too long for room. */
    void leaveOutOlderThan(long nanos) {
        long now = nanoClock.getAsLong();
        for (ShadowArm arm : all) {
            for (ShadowTask old = arm.pollOlderThan(nanos, now); old != null; old = arm.pollOlderThan(nanos, now)) {
                leaveOut(arm, old, LeftOut.BUSY);
            }
        }
    }

    /** Leaves out everything. */
    void clear() {
        for (ShadowArm arm : all) {
            for (ShadowTask task = arm.poll(); task != null; task = arm.poll()) {
                leaveOut(arm, task, LeftOut.STOPPED);
            }
        }
    }

    private void leaveOut(ShadowArm arm, ShadowTask task, LeftOut reason) {
        bytes.addAndGet(-task.bytes());
        arm.leftOut(reason);
    }

    boolean hasWaiting() {
        return hasWorkFor(Integer.MAX_VALUE);
    }

    /** Whether a request waits whose arm has a thread to spare. */
    boolean hasWorkFor(int threadsMax) {
        List<ShadowArm> now = all;
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).hasWorkFor(threadsMax)) {
                return true;
            }
        }
        return false;
    }

    /** What the waiting requests keep in memory. */
    long bytes() {
        return bytes.get();
    }

    List<Arm> arms(PipelineSettings settings) {
        long now = nanoClock.getAsLong();
        return all.stream()
                .map(arm -> arm.snapshot(now, settings.silenceMax().toNanos()))
                .sorted(Comparator.comparing(Arm::model).thenComparing(Arm::arm))
                .toList();
    }

    /** A request taken, and whose it is. */
    record Work(ShadowArm arm, ShadowTask task) {}
}
