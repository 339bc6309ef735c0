package io.roundhouse.replay;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Replay;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run at a time: two would be in each other's latencies. */
final class Stage implements Replay {
    private static final int IN_FLIGHT_MAX = 256;
    private static final int END_SECONDS_MAX = 10;

    private final LongSupplier nanoClock;
    private final Semaphore place = new Semaphore(1);
    private @Nullable Thread runner;

    Stage(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public Replayed replay(Order order, Offline.Watch watch) {
        check(order);
        if (!place.tryAcquire()) {
            throw new InferenceException(ErrorCode.OVERLOADED, "another replay is running; one at a time");
        }
        runner(Thread.currentThread());
        try (Lines lines = new Lines(order.files())) {
            return new Run(order, lines, watch, nanoClock).run();
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, "a capture cannot be read: " + e, e);
        } finally {
            runner(null);
            place.release();
        }
    }

    private synchronized void runner(@Nullable Thread thread) {
        runner = thread;
    }

    private static void check(Order order) {
        require(!order.files().isEmpty(), "which captures? Name at least one file");
        require(
                "http".equals(order.server().getScheme())
                        || "https".equals(order.server().getScheme()),
                "--url must begin with http:// or https://, was '" + order.server() + "'");
        require(order.server().getHost() != null, "--url names no host, was '" + order.server() + "'");
        require(
                order.perSecond() >= 0 && order.perSecond() <= 1e6,
                "--rate must be 0..1000000 requests a second, was " + order.perSecond());
        require(order.speed() >= 0 && order.speed() <= 1e6, "--speed must be 0..1000000 times, was " + order.speed());
        require(
                order.perSecond() == 0 || order.speed() == 0,
                "--rate and --speed are two paces, and a replay has one; leave one of them out");
        require(order.limit() >= 0, "--limit must be 0 or more requests, was " + order.limit());
        require(
                order.inFlight() >= 1 && order.inFlight() <= IN_FLIGHT_MAX,
                "--in-flight must be 1.." + IN_FLIGHT_MAX + " requests, was " + order.inFlight());
        require(
                order.version().isEmpty() || order.model().isPresent(),
                "--version belongs to a model: say --model NAME:VERSION");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, otherwise);
        }
    }

    /** Ends what runs; nothing begins after. */
    void close() {
        synchronized (this) {
            if (runner != null) {
                runner.interrupt();
            }
        }
        try {
            boolean ended = place.tryAcquire(END_SECONDS_MAX, TimeUnit.SECONDS);
            assert ended : "a run ends when it is interrupted";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
