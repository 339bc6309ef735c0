package io.roundhouse.replay;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Replay.Order;
import io.roundhouse.server.control.Replay.Replayed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One replay: the calling thread reads, and waits for the moment and for a free place; a thread for each place sends and
 * waits for the answer.
 */
final class Run {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final int END_SECONDS_MAX = 10;

    private final Order order;
    private final Lines lines;
    private final Offline.Watch watch;
    private final LongSupplier nanoClock;
    private final Tally tally;
    private final Semaphore places;
    private final long begun;
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private long firstMillis = Long.MIN_VALUE;
    private long sent;
    private long behindNanos;

    Run(Order order, Lines lines, Offline.Watch watch, LongSupplier nanoClock) {
        this.order = order;
        this.lines = lines;
        this.watch = watch;
        this.nanoClock = nanoClock;
        this.tally = new Tally(order.label());
        this.places = new Semaphore(order.inFlight());
        this.begun = nanoClock.getAsLong();
    }

    Replayed run() throws IOException {
        ExecutorService senders = threads("roundhouse-replay-", order.inFlight());
        ExecutorService client = threads("roundhouse-replay-http-", 1);
        try {
            Sender sender = new Sender(order, client, tally, nanoClock);
            for (Optional<Exchange> next = next(); next.isPresent(); next = next()) {
                Exchange exchange = next.get();
                long due = begun + dueNanos(exchange);
                await(due);
                places.acquire();
                if (order.perSecond() > 0 || order.speed() > 0) {
                    behindNanos = Math.max(behindNanos, nanoClock.getAsLong() - due);
                }
                sent++;
                senders.execute(() -> send(sender, exchange));
                watch.at("replay", sent, share());
            }
            places.acquire(order.inFlight()); // all are answered
            return tally.replayed(
                    sent,
                    lines.unreadable(),
                    Duration.ofNanos(nanoClock.getAsLong() - begun),
                    Duration.ofNanos(behindNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the replay was ended after " + sent + " requests", e);
        } finally {
            end(senders, client);
        }
    }

    /** What comes when they have ended is of requests that nobody waits for. */
    private ExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    made.add(thread);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private Optional<Exchange> next() throws IOException {
        return order.limit() > 0 && sent >= order.limit() ? Optional.empty() : lines.next();
    }

    private double share() {
        return order.limit() == 0 ? lines.share() : Math.max(lines.share(), (double) sent / order.limit());
    }

    private void send(Sender sender, Exchange exchange) {
        try {
            sender.send(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the run ends
        } catch (RuntimeException e) {
            tally.failed(e.getClass().getSimpleName());
        } finally {
            places.release();
        }
    }

    private void await(long due) throws InterruptedException {
        for (long left = due - nanoClock.getAsLong(); left > 0; left = due - nanoClock.getAsLong()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** After the beginning. Files may overlap in time: what lies before the first is due at once. */
    private long dueNanos(Exchange exchange) {
        if (order.perSecond() > 0) {
            return (long) (sent * NANOS_A_SECOND / order.perSecond());
        }
        if (order.speed() > 0) {
            if (firstMillis == Long.MIN_VALUE) {
                firstMillis = exchange.atMillis;
            }
            return (long) (Math.max(0, exchange.atMillis - firstMillis) * NANOS_A_MILLI / order.speed());
        }
        return 0;
    }

    /** Waits for all threads, also where the caller was interrupted: they are, too, and end at once. */
    private void end(ExecutorService... pools) {
        for (ExecutorService pool : pools) {
            pool.shutdownNow();
        }
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
        for (Thread thread : made) { // a pool has terminated a moment before its last thread has
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            assert interrupted || !thread.isAlive() : "threads that wait for sockets end when they are interrupted";
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
