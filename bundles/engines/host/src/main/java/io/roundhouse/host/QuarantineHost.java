package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A process beside the one that serves, for what is run alone: started when it is needed, and let go when nobody needed it for
 * a while. One call at a time, on the caller's thread.
 */
final class QuarantineHost implements QuarantineGuard.Alone {
    private final String what;
    private final Duration idleMax;
    private final Function<Gate, Keeper> keepers;
    private @Nullable Visit visit;
    private boolean closed;

    /** One life of the process; {@code idleSince} and {@code busy} are under the host's lock. */
    private static final class Visit {
        private final Gate gate;
        private final Keeper keeper;
        private final CompletableFuture<?> started;
        private final Thread watch;
        private long idleSince;
        private boolean busy;

        Visit(QuarantineHost host) {
            gate = new Gate(host.what + " in quarantine");
            keeper = host.keepers.apply(gate);
            started = keeper.start();
            watch = new Thread(() -> host.watch(this), "roundhouse-host-quarantine " + host.what);
            watch.setDaemon(true);
        }
    }

    /** @param keepers makes the one that opens this gate */
    QuarantineHost(String what, Duration idleMax, Function<Gate, Keeper> keepers) {
        this.what = what;
        this.idleMax = idleMax;
        this.keepers = keepers;
    }

    @Override
    public Tensors run(Tensors call, Deadline deadline) throws QuarantineGoneException {
        Visit mine = enter();
        try {
            await(mine, deadline);
            Optional<Tensors> answer = Optional.empty();
            while (answer.isEmpty()) {
                answer = mine.gate.child(deadline).infer(call, deadline);
            }
            return answer.get();
        } finally {
            leave(mine);
        }
    }

    private synchronized Visit enter() {
        if (closed) {
            throw new InferenceException(ErrorCode.MODEL_NOT_READY, what + " is being closed");
        }
        Visit mine = visit;
        if (mine == null || mine.started.isCompletedExceptionally()) {
            mine = new Visit(this);
            visit = mine;
            mine.watch.start();
        }
        mine.busy = true;
        return mine;
    }

    private synchronized void leave(Visit mine) {
        mine.busy = false;
        mine.idleSince = System.nanoTime();
        notifyAll();
    }

    private void await(Visit mine, Deadline deadline) {
        try {
            mine.started.get(Math.max(0, deadline.remainingNanos(System.nanoTime())), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "a process to run this alone on " + what + " was not ready in time",
                    e);
        } catch (ExecutionException e) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED, "no process could be started to run this alone on " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the wait for " + what + " was interrupted", e);
        }
    }

    /** Waits until nobody needs it, and ends it. */
    private void watch(Visit mine) {
        synchronized (this) {
            boolean interrupted = false;
            while (mine.busy || (!closed && left(mine) > 0 && visit == mine && !interrupted)) {
                try {
                    wait(mine.busy ? 0 : left(mine) / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    interrupted = true; // nobody does that; but a process must not be left
                }
            }
            visit = visit == mine ? null : visit;
        }
        mine.keeper.stop();
    }

    private long left(Visit mine) {
        return idleMax.toNanos() - (System.nanoTime() - mine.idleSince);
    }

    /** After the last call returned; returns when no process is left. */
    void close() {
        Thread watch;
        synchronized (this) {
            closed = true;
            watch = visit == null ? null : visit.watch;
            notifyAll();
        }
        if (watch != null) {
            Helpers.joined(watch);
        }
    }
}
