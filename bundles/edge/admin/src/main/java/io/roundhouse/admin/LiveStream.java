package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML Living Standard, 9.2): a snapshot every two seconds, made once for all who listen, and not at all
 * while nobody does. Nobody is waited for: who has not read the last one does not get the next.
 */
final class LiveStream implements AutoCloseable {
    static final String TYPE = "text/event-stream";
    static final int LISTENERS_MAX = 64;
    private static final long EVERY_MILLIS = 2_000;

    private static final Logger LOG = System.getLogger(AdminComponent.PID);
    private static final byte[] BEGIN = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    private final Supplier<Snapshot> snapshots;
    private final Predicate<Caller> known;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private boolean failing; // only the clock's thread
    private @Nullable ScheduledExecutorService clock; // guarded by this; there while somebody listens

    /** @param known whether somebody may still listen; who may not any more is told nothing more */
    LiveStream(Supplier<Snapshot> snapshots, Predicate<Caller> known) {
        this.snapshots = snapshots;
        this.known = known;
    }

    Snapshot snapshot() {
        return snapshots.get();
    }

    void open(Exchange exchange) throws IOException {
        if (listeners.size() >= LISTENERS_MAX) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED, LISTENERS_MAX + " pages listen already, which is all that may; close one");
        }
        byte[] first = event(); // what is wrong is answered as an error, before the stream begins
        exchange.response().setContentType(TYPE);
        exchange.response().setCharacterEncoding("UTF-8");
        exchange.response().setHeader("Cache-Control", "no-store");
        AsyncContext async = exchange.request().startAsync();
        async.setTimeout(0);
        Listener listener = new Listener(async, exchange.caller(), listeners::remove);
        listeners.add(listener);
        listener.begin(first);
        tick();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // send lets nothing out
    private synchronized void tick() {
        if (clock == null) {
            ScheduledExecutorService started =
                    Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "roundhouse-admin-live"));
            clock = started;
            started.scheduleWithFixedDelay(this::send, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void send() {
        if (listeners.isEmpty()) {
            rest();
            return;
        }
        byte[] event;
        try {
            event = event();
            failing = false;
        } catch (IOException | RuntimeException | LinkageError e) { // of a bundle that is being exchanged, say
            if (!failing) {
                LOG.log(Level.WARNING, "no snapshot for {0} listeners reason=\"{1}\"", listeners.size(), e.toString());
            }
            failing = true;
            event = (": " + e.getClass().getSimpleName() + "\n\n").getBytes(StandardCharsets.UTF_8); // a comment
        }
        for (Listener listener : listeners) {
            if (known.test(listener.caller())) {
                listener.send(event);
            } else {
                listener.end();
            }
        }
    }

    /** Its thread ends while nobody listens. */
    private synchronized void rest() {
        ScheduledExecutorService last = clock;
        if (last != null && listeners.isEmpty()) {
            last.shutdown();
            clock = null;
        }
    }

    private byte[] event() throws IOException {
        byte[] document = Json.of(snapshots.get());
        return ByteBuffer.allocate(BEGIN.length + document.length + END.length)
                .put(BEGIN)
                .put(document)
                .put(END)
                .array();
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
        listeners.forEach(Listener::end);
    }
}
