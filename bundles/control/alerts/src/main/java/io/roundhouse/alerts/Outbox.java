package io.roundhouse.alerts;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one receiver, on a thread of their own: one that is down keeps nobody waiting. Tried a few times, at
 * moments drawn by chance, so that many servers do not come back to a receiver at once; then, or when too many wait, a
 * message is dropped and counted.
 */
final class Outbox {
    static final int QUEUE_MAX = 64;
    static final int ATTEMPTS = 6;
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final long PAUSE_MILLIS = 1_000;

    private final String name;
    private final Sender sender;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Worker<Message> worker;

    /** @param chance 0 to 1 */
    Outbox(String name, Sender sender, Pause pause, DoubleSupplier chance) {
        this.name = name;
        this.sender = sender;
        this.pause = pause;
        this.chance = chance;
        this.worker = new Worker<>("roundhouse-alerts-" + name, QUEUE_MAX, this::deliver);
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    void start() {
        worker.start();
    }

    /** What waits is dropped. */
    void stop() {
        worker.stop();
    }

    /** Never waits. */
    void offer(Message message) {
        if (!worker.offer(message)) {
            dropped(message, QUEUE_MAX + " messages wait already");
        }
    }

    /** Tries until it is sent, or was tried often enough. */
    void deliver(Message message) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                sender.send(message);
                sent.incrementAndGet();
                return;
            } catch (IOException | RuntimeException | LinkageError e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                if (attempt == ATTEMPTS || e instanceof Sender.Refused) {
                    dropped(message, "tried " + attempt + " times, at last: " + e);
                    return;
                }
                retried.incrementAndGet();
                pause.millis(pauseMillis(attempt));
            }
        }
    }

    /** Doubles from 1 s; half of it by chance. */
    private long pauseMillis(int attempt) {
        long whole = PAUSE_MILLIS << (attempt - 1);
        return whole / 2 + (long) (chance.getAsDouble() * (whole - whole / 2));
    }

    private void dropped(Message message, String reason) {
        dropped.incrementAndGet();
        LOG.warn("alert message dropped to={} message=\"{}\" reason=\"{}\"", name, message.headline(), reason);
    }

    String name() {
        return name;
    }

    int waiting() {
        return worker.waiting();
    }

    long sent() {
        return sent.get();
    }

    long retried() {
        return retried.get();
    }

    long dropped() {
        return dropped.get();
    }
}
