package io.roundhouse.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends request number i at start + i / rate, or as soon after it as a connection is free. A thread of its own: it
 * parks between requests (some 60 µs late on Linux), so the reader can wait in epoll and see answers at once, and
 * neither spins.
 */
final class Pacer {
    private final List<Exchange> exchanges;
    private final double nanosPerRequest;
    private final BlockingQueue<Connection> free;
    private final Thread thread = new Thread(this::run, "load-pacer");
    private volatile boolean stopping;

    Pacer(List<Exchange> exchanges, double perSecond, int connections) {
        this.exchanges = exchanges;
        this.nanosPerRequest = 1e9 / perSecond;
        this.free = new ArrayBlockingQueue<>(connections);
        thread.setDaemon(true);
        thread.start();
    }

    void free(Connection connection) {
        free.add(connection);
    }

    void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long start = System.nanoTime();
        for (long i = 0; !stopping; i++) {
            long due = start + (long) (i * nanosPerRequest);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Connection connection = take();
            if (connection != null) {
                send(connection, exchanges.get((int) (i % exchanges.size())), due);
            }
        }
    }

    private @Nullable Connection take() {
        try {
            Connection connection = free.poll();
            while (connection == null && !stopping) {
                connection = free.poll(100, TimeUnit.MILLISECONDS);
            }
            return connection;
        } catch (InterruptedException e) {
            stopping = true;
            return null;
        }
    }

    private static void send(Connection connection, Exchange exchange, long due) {
        try {
            connection.send(exchange, due, System.nanoTime());
        } catch (IOException e) {
            // The reader sees the same broken connection, counts the request as failed and opens a new one.
        }
    }
}
