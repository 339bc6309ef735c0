package io.roundhouse.repository;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks, again and again. What a look throws is logged once a minute, and the next look is made. */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.repository");
    private static final long STOP_MILLIS = 10_000; // a look that copies a large file is given so long to end
    private static final long PAUSE_MAX_NANOS = 60_000_000_000L;
    private static final long WARN_NANOS = 60_000_000_000L;

    /** Looking takes at most a twentieth of a processor, however many models there are. */
    private static final long SHARE = 20;

    /** The quickest of so many looks says what looking costs: a look that found something also copied and hashed it. */
    private static final int LOOKS = 8;

    private final Runnable look;
    private final Duration pause;
    private final long[] took = new long[LOOKS]; // zeros at first: the beginning is not slowed down
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;
    private long warnedNanos;
    private long failures;

    Poller(Runnable look, Duration pause) {
        this.look = look;
        this.pause = pause;
    }

    synchronized void start() {
        Thread started = new Thread(this::run, "roundhouse-repository-poll");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    void stop() {
        Thread running;
        stop.countDown();
        synchronized (this) {
            running = thread;
        }
        try {
            if (running != null) {
                running.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int looks = 0;
        do {
            long begun = System.nanoTime();
            try {
                look.run();
            } catch (RuntimeException e) {
                failed(e);
            }
            took[looks++ & (LOOKS - 1)] = System.nanoTime() - begun;
        } while (pause(pauseNanos(pause.toNanos(), took)));
    }

    static long pauseNanos(long atLeast, long[] took) {
        return Math.max(atLeast, LongStream.of(took).min().orElse(0) * SHARE);
    }

    /** False when it is time to stop. */
    private boolean pause(long nanos) {
        try {
            return !stop.await(Math.min(nanos, PAUSE_MAX_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false; // nobody but the end of the process interrupts this thread
        }
    }

    private void failed(RuntimeException failure) {
        failures++;
        long now = System.nanoTime();
        if (failures == 1 || now - warnedNanos > WARN_NANOS) {
            warnedNanos = now;
            LOG.warn("look failed failures={} effect=\"what is served stays\"", failures, failure);
        }
    }
}
