package io.roundhouse.alerts;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one receiver, on a thread of their own: one that is down keeps nobody waiting. Tried a few times, at
 * moments drawn by chance, so that many servers do not come back to a receiver at once; then, or when too many wait, a
 * message is dropped and counted.
 */
final class Outbox implements Runnable {
    static final int QUEUE_MAX = 64;
    static final int ATTEMPTS = 6;
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final long PAUSE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 2_000;

    private final String name;
    private final Sender sender;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;

    /** @param chance 0 to 1 */
    Outbox(String name, Sender sender, Pause pause, DoubleSupplier chance) {
        this.name = name;
        this.sender = sender;
        this.pause = pause;
        this.chance = chance;
        this.thread = new Thread(this, "roundhouse-alerts-" + name);
        thread.setDaemon(true);
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    /** What waits is dropped. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never waits. */
    void offer(Message message) {
        if (!queue.offer(message)) {
            dropped(message, QUEUE_MAX + " messages wait already");
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
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
        return queue.size();
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
