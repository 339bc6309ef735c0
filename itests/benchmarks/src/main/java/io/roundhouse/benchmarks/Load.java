package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests until it is closed, and counts what comes back in spans that the caller cuts with {@link #measure}.
 *
 * <p>One thread waits in epoll for all connections and reads. Closed loop: it also sends, the next request on the
 * connection that just became free. Paced: {@link Pacer} sends at times set beforehand, on any free connection, and
 * latency counts from the time set, so a server that stalls is charged for every request it kept from being sent.
 */
final class Load implements AutoCloseable {
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Exchange> exchanges;
    private final @Nullable Pacer pacer;
    private final AtomicReference<@Nullable CompletableFuture<Tally>> cut = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "load-reader");
    private Tally tally = new Tally(System.nanoTime());
    private volatile boolean stopping;
    private int next;

    private Load(InetSocketAddress server, List<Exchange> exchanges, int connections, double perSecond)
            throws IOException {
        this.exchanges = List.copyOf(exchanges);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(server, selector));
        }
        this.pacer = perSecond > 0 ? new Pacer(this.exchanges, perSecond, connections) : null;
    }

    /** Every connection sends again as soon as it is answered. */
    static Load closedLoop(InetSocketAddress server, List<Exchange> exchanges, int connections) {
        return start(server, exchanges, connections, 0);
    }

    /** So many requests a second, evenly spaced, on at most so many connections. */
    static Load paced(InetSocketAddress server, List<Exchange> exchanges, int connections, double perSecond) {
        return start(server, exchanges, connections, perSecond);
    }

    private static Load start(InetSocketAddress server, List<Exchange> exchanges, int connections, double perSecond) {
        try {
            Load load = new Load(server, exchanges, connections, perSecond);
            load.thread.setDaemon(true);
            load.thread.start();
            return load;
        } catch (IOException e) {
            throw new UncheckedIOException("no load on " + server, e);
        }
    }

    /** Sleeps for so long, and returns what was counted meanwhile. */
    Tally measure(Duration span) {
        cut();
        sleep(span);
        return cut();
    }

    /** Returns what was counted since the last cut, and counts anew. */
    Tally cut() {
        CompletableFuture<Tally> cutting = new CompletableFuture<>();
        cut.set(cutting);
        selector.wakeup();
        return cutting.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void run() {
        try {
            for (Connection connection : connections) {
                free(connection, System.nanoTime());
            }
            while (!stopping) {
                selector.select(this::ready, 1000);
                handOver();
            }
            drain();
        } catch (IOException e) {
            tally.failed("generator ended: " + e);
            stopping = true;
        }
        handOver();
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isValid() && connection.read()) {
                long now = System.nanoTime();
                connection.finish(tally, now);
                free(connection, now);
            }
        } catch (IOException | IllegalStateException e) {
            broken(connection, e);
        }
    }

    private void broken(Connection connection, Exception why) {
        try {
            if (connection.reconnect()) { // one that waited for nothing is free already
                tally.failed(String.valueOf(why.getMessage()));
                free(connection, System.nanoTime());
            }
        } catch (IOException e) {
            tally.failed("reconnect: " + e);
        }
    }

    private void free(Connection connection, long now) throws IOException {
        if (stopping) {
            return;
        }
        if (pacer != null) {
            pacer.free(connection);
            return;
        }
        connection.send(exchanges.get(next), now, now);
        next = next + 1 == exchanges.size() ? 0 : next + 1;
    }

    private void handOver() {
        CompletableFuture<Tally> waiting = cut.getAndSet(null);
        if (waiting != null) {
            long now = System.nanoTime();
            tally.end(now);
            waiting.complete(tally);
            tally = new Tally(now);
        }
    }

    private void drain() throws IOException {
        long end = System.nanoTime() + DRAIN_MAX.toNanos();
        while (connections.stream().anyMatch(Connection::waiting) && System.nanoTime() < end) {
            selector.select(this::ready, 100);
        }
        connections.stream().filter(Connection::waiting).forEach(c -> tally.failed("no answer in " + DRAIN_MAX));
    }

    /** Sends nothing more, waits for the answers on the way, and returns what was counted since the last cut. */
    Tally stop() {
        if (pacer != null) {
            pacer.stop();
        }
        CompletableFuture<Tally> last = new CompletableFuture<>();
        stopping = true;
        selector.wakeup();
        join();
        cut.set(last);
        handOver();
        return last.join();
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            stop();
        }
        try {
            for (Connection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void join() {
        try {
            thread.join(DRAIN_MAX.toMillis() + 5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void sleep(Duration span) {
        try {
            Thread.sleep(span.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
