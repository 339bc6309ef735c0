package io.roundhouse.alerts;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks, every fifteen seconds. A look that fails is counted, logged at first and then once an hour. */
final class Rounds implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final long STOP_MILLIS = 5_000;
    private static final long WARN_EVERY = 240; // looks

    private final Runnable look;
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "roundhouse-alerts");

    Rounds(Runnable look) {
        this.look = look;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stop.countDown();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            do {
                once();
            } while (!stop.await(Ring.STEP_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody but the end of the process interrupts this thread
        }
    }

    void once() {
        looks.incrementAndGet();
        try {
            look.run();
        } catch (RuntimeException | LinkageError e) {
            if (failures.getAndIncrement() % WARN_EVERY == 0) {
                LOG.warn("look failed failures={} effect=\"alerts stay as they are\"", failures.get(), e);
            }
        }
    }

    long looks() {
        return looks.get();
    }

    long failures() {
        return failures.get();
    }
}
