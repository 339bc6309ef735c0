package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Alerts.Recorded;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.server.control.Offline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Records all numbers, one moment after the other, on the thread that asks; one recording at a time. */
final class Recorder {
    private static final Duration EVERY_MIN = Duration.ofSeconds(1);
    private static final Duration LIMIT_MAX = Duration.ofDays(7);
    private static final long TELL_NANOS = 1_000_000_000L;
    private static final long STOP_SECONDS = 5;

    private final Supplier<Optional<List<Sample>>> numbers;
    private final LongSupplier wallMillis;
    private final LongSupplier nanoClock;
    private final Pause pause;
    private final long bytesMax;
    private final CountDownLatch stop;
    private final Semaphore place = new Semaphore(1);

    Recorder(Supplier<Optional<List<Sample>>> numbers) {
        this(numbers, System::currentTimeMillis, System::nanoTime, new CountDownLatch(1));
    }

    private Recorder(
            Supplier<Optional<List<Sample>>> numbers,
            LongSupplier wallMillis,
            LongSupplier nanoClock,
            CountDownLatch stop) {
        this(numbers, wallMillis, nanoClock, nanos -> stop.await(nanos, TimeUnit.NANOSECONDS), 1L << 30, stop);
    }

    Recorder(
            Supplier<Optional<List<Sample>>> numbers,
            LongSupplier wallMillis,
            LongSupplier nanoClock,
            Pause pause,
            long bytesMax,
            CountDownLatch stop) {
        this.numbers = numbers;
        this.wallMillis = wallMillis;
        this.nanoClock = nanoClock;
        this.pause = pause;
        this.bytesMax = bytesMax;
        this.stop = stop;
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** True when it is stopped. */
        boolean await(long nanos) throws InterruptedException;
    }

    Recorded record(Path file, Duration every, Duration limit, Offline.Watch watch) {
        require(
                every.compareTo(EVERY_MIN) >= 0 && every.compareTo(limit) <= 0,
                "--every must be from 1s to what --for says, was " + every.toSeconds() + " s");
        require(limit.compareTo(LIMIT_MAX) <= 0, "--for must be up to 7d, was " + limit.toSeconds() + " s");
        require(
                numbers.get().isPresent(),
                "there are no numbers here to record; feature:install roundhouse-metrics brings them");
        if (!place.tryAcquire()) {
            throw new InferenceException(ErrorCode.OVERLOADED, "another recording is on; one at a time");
        }
        try (RecordingFile out = new RecordingFile(file)) {
            String end = record(out, every.toNanos(), limit.toNanos(), watch);
            return new Recorded(file, out.moments(), out.finish(), end);
        } catch (FileAlreadyExistsException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST, "there is a file " + file + " already; a recording begins a new one", e);
        } catch (UncheckedIOException | IOException e) {
            throw new InferenceException(ErrorCode.INTERNAL, "the recording " + file + " cannot be written: " + e, e);
        } finally {
            place.release();
        }
    }

    private String record(RecordingFile out, long every, long limit, Offline.Watch watch) throws IOException {
        long begin = nanoClock.getAsLong();
        long next = 0;
        try {
            while (true) {
                long past = nanoClock.getAsLong() - begin;
                if (past >= limit) {
                    return "the time is over";
                }
                if (past >= next) {
                    next += (1 + (past - next) / every) * every; // moments that were slept through are left out
                    if (out.bytes() >= bytesMax) {
                        return "the file has " + bytesMax + " bytes, more are not recorded";
                    }
                    numbers.get().ifPresent(samples -> out.moment(wallMillis.getAsLong(), samples));
                    out.flush();
                }
                watch.at("recording", out.moments(), (double) past / limit);
                if (pause.await(Math.max(1, Math.min(TELL_NANOS, Math.min(next, limit) - past)))) {
                    return "alerts were stopped";
                }
            }
        } catch (InterruptedException e) {
            return "it was ended"; // by the person who began it: that is how one ends a recording
        }
    }

    /** Ends what is being recorded; nothing begins after. */
    void close() {
        stop.countDown();
        try {
            boolean ended = place.tryAcquire(STOP_SECONDS, TimeUnit.SECONDS);
            assert ended : "a recording ends when it is stopped";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, otherwise);
        }
    }
}
