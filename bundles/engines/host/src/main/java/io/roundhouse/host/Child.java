package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.host.Message.Bye;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.host.Message.Ping;
import io.roundhouse.host.Message.Pong;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child with its model loaded. Any number of threads infer; one {@linkplain #listen listens} to it until it is over; one
 * {@linkplain #bury buries} it then.
 */
final class Child {
    private static final Duration WRITE_MAX = Duration.ofSeconds(1); // a few bytes into an empty buffer
    private static final long STATUS_MILLIS = 20; // a request that failed learns why, if that is told at once
    private static final long INSIDE_SECONDS = 10; // the process has ended, so whoever is inside learns it at once

    private final String what;
    private final Process process;
    private final Tail tail;
    private final Line control;
    private final List<Lane> all;
    private final ConcurrentLinkedDeque<Lane> free; // the one used last is the warmest
    private final Semaphore places;
    private final Loaded loaded;
    private final @Nullable SlotFile file;
    private final Path work;
    private final HostSettings settings;
    private final ChildFlights flights = new ChildFlights();

    private volatile @Nullable String verdict; // why nothing is asked of it any more; empty if its end will tell
    private volatile boolean draining;

    Child(
            String what,
            Process process,
            Tail tail,
            Line control,
            List<Lane> lanes,
            Loaded loaded,
            @Nullable SlotFile file,
            Path work,
            HostSettings settings) {
        this.what = what;
        this.process = process;
        this.tail = tail;
        this.control = control;
        this.all = List.copyOf(lanes);
        this.free = new ConcurrentLinkedDeque<>(all);
        this.places = new Semaphore(all.size());
        this.loaded = loaded;
        this.file = file;
        this.work = work;
        this.settings = settings;
    }

    Loaded loaded() {
        return loaded;
    }

    /**
     * As {@link io.roundhouse.spi.engine.LoadedModel#infer}; on the caller's thread.
     *
     * @return nothing when it takes no more requests: another one does
     * @throws QuarantineGoneException it ended meanwhile, for this or for another request
     */
    Optional<Tensors> infer(Tensors batch, Deadline deadline) throws QuarantineGoneException {
        enter(deadline);
        try {
            Lane lane = draining || isOver() ? null : free.poll();
            return lane == null ? Optional.empty() : Optional.of(infer(lane, batch, deadline));
        } finally {
            places.release();
        }
    }

    private void enter(Deadline deadline) {
        if (places.tryAcquire()) {
            return;
        }
        try {
            long left = Math.max(0, deadline.remainingNanos(System.nanoTime()));
            if (!places.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                throw new InferenceException(
                        ErrorCode.DEADLINE_EXCEEDED, what + " computed other requests until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the wait for " + what + " was interrupted", e);
        }
    }

    private Tensors infer(Lane lane, Tensors batch, Deadline deadline) throws QuarantineGoneException {
        try {
            Tensors answer = lane.call(batch, deadline);
            free.push(lane);
            return answer;
        } catch (InferenceException e) {
            free.push(lane); // the engine's own: the lane is as it was
            throw e;
        } catch (LateException e) {
            flights.blame(batch);
            condemn("did not stop a request " + settings.grace().toMillis() + " ms after its deadline");
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED, what + " did not stop at the deadline, and its process was ended");
        } catch (WireException e) {
            condemn("said what makes no sense: " + e.getMessage());
            throw over();
        } catch (IOException | InternalError e) { // the latter: memory that both see was cut off under us
            condemn(e instanceof InternalError ? "cut off the memory that it shares" : "");
            throw over();
        }
    }

    private QuarantineGoneException over() {
        String said = verdict;
        return new QuarantineGoneException(
                said == null || said.isEmpty() ? Ending.of(process, tail, STATUS_MILLIS) : said);
    }

    ChildFlights flights() {
        return flights;
    }

    /** Whether nothing is asked of it any more. */
    boolean isOver() {
        return verdict != null;
    }

    /** Ends it, whatever it is at. The first reason stays. */
    void condemn(String reason) {
        synchronized (places) {
            if (verdict == null) {
                verdict = reason;
            }
        }
        process.destroyForcibly();
    }

    /** Reads what it says beside answers, until it is over, and tells it; on a thread of its own. */
    void listen(long id, Consumer<SupervisorEvent> events) {
        try {
            while (true) {
                if (!(Messages.receive(control, Line.NEVER) instanceof Pong pong)) {
                    throw new WireException("a word that nobody asked for");
                }
                events.accept(new SupervisorEvent.Pong(id, pong.number()));
                events.accept(new SupervisorEvent.Resident(id, pong.residentBytes()));
            }
        } catch (WireException e) {
            condemn("said what makes no sense: " + e.getMessage());
        } catch (IOException e) {
            condemn("");
        }
        String said = verdict;
        if (said != null && !said.isEmpty()) {
            events.accept(new SupervisorEvent.Useless(id, said));
        }
        events.accept(new SupervisorEvent.EndOfFile(id));
        events.accept(new SupervisorEvent.Exited(id, exit()));
    }

    private int exit() {
        boolean interrupted = false;
        while (true) {
            try {
                int status = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return status;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    void ping(long number) {
        send(new Ping(number));
    }

    private synchronized void send(Message message) {
        try {
            Messages.send(control, message, System.nanoTime() + WRITE_MAX.toNanos());
        } catch (IOException e) {
            return; // who listens learns it
        }
    }

    /** Lets those inside out and nobody in, then tells it to end; on a thread of its own. */
    void drain() {
        draining = true;
        places.acquireUninterruptibly(all.size());
        send(new Bye());
        places.release(all.size());
    }

    /** Ends it if need be, and clears away what it leaves, when nobody is inside any more; what it printed last. */
    String bury() {
        condemn("");
        boolean alone = false;
        try {
            alone = places.tryAcquire(all.size(), INSIDE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Line> lines = new ArrayList<>(all.stream().map(Lane::line).toList());
        lines.add(control);
        Remains.clear(what, process, tail, lines, alone ? file : null, work);
        places.release(alone ? all.size() : 0);
        return tail.text();
    }
}
