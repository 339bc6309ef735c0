package io.roundhouse.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second for clients that dribble. Jetty's idle timeout is renewed by every byte, so a byte now and then
 * holds a connection for ever; here the whole of the headers and the rate of the body count. Requests that arrive in
 * one piece are never seen by this class.
 */
final class SlowRequests extends AbstractLifeCycle {
    private static final long LOOK_SECONDS = 1;

    private final HttpSettings settings;
    private final LongSupplier nanoClock;
    private final Set<GuardedBody> bodies = ConcurrentHashMap.newKeySet();
    private Map<Connection, Idle> idles = new HashMap<>(); // only the looking thread
    private @Nullable AbstractConnector connector;
    private Scheduler.@Nullable Task next;

    /**
     * A connection between two requests.
     *
     * @param last how many requests it had, or when its last HTTP/2 frame began
     * @param bytes how many it had sent
     * @param sinceNanos when this was seen
     */
    private record Idle(long last, long bytes, long sinceNanos) {}

    SlowRequests(HttpSettings settings, LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /** Whose connections to look at; before {@link #start}. */
    void attach(AbstractConnector of) {
        connector = of;
    }

    long nanos() {
        return nanoClock.getAsLong();
    }

    void watch(GuardedBody body) {
        bodies.add(body);
    }

    void forget(GuardedBody body) {
        bodies.remove(body);
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task last = next;
        if (last != null) {
            last.cancel();
        }
        bodies.clear();
    }

    private void schedule() {
        AbstractConnector of = connector;
        if (of != null) {
            next = of.getScheduler().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            AbstractConnector of = connector;
            if (of != null) {
                look(nanos(), of);
            }
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void look(long nowNanos, AbstractConnector of) {
        bodies.removeIf(body -> body.wakeIfSlow(nowNanos));
        Map<Connection, Idle> still = new HashMap<>();
        for (EndPoint raw : of.getConnectedEndPoints()) {
            EndPoint endPoint = raw.getConnection() instanceof SslConnection tls ? tls.getSslEndPoint() : raw;
            Connection connection = endPoint.getConnection();
            if (connection instanceof HTTP2Connection http2) {
                lookAtFrames(nowNanos, endPoint, http2, still);
            } else if (connection != null) {
                lookAtHeaders(nowNanos, endPoint, connection, still);
            }
        }
        idles = still;
    }

    private void lookAtHeaders(long nowNanos, EndPoint endPoint, Connection connection, Map<Connection, Idle> still) {
        long requests = connection.getMessagesIn();
        if (requests != connection.getMessagesOut()) {
            return; // a request is being answered
        }
        long bytes = connection.getBytesIn();
        Idle before = idles.get(connection);
        boolean first = requests == 0; // a new connection has the time from its beginning on, with or without a byte
        if (before == null || before.last != requests || (!first && before.bytes == bytes)) {
            still.put(connection, new Idle(requests, first ? 0 : bytes, nowNanos));
        } else if (nowNanos - before.sinceNanos > settings.headerTime().toNanos()) {
            refuse(endPoint, bytes);
        } else {
            still.put(connection, before);
        }
    }

    /**
     * A frame of HTTP/2 that does not end: bytes come and no frame begins. The parser may just be about to see the
     * beginning of one, so a frame is only blamed when it was seen to grow a look earlier.
     */
    private void lookAtFrames(
            long nowNanos, EndPoint endPoint, HTTP2Connection connection, Map<Connection, Idle> still) {
        if (connection.getMessagesIn() != connection.getMessagesOut()) {
            return; // a request is being answered; its body is watched by itself
        }
        long bytes = connection.getBytesIn();
        long begun = connection.getSession().getParser().getBeginNanoTime();
        Idle before = idles.get(connection);
        long growsNanos = before == null ? 0 : nowNanos - before.sinceNanos - TimeUnit.SECONDS.toNanos(LOOK_SECONDS);
        if (before == null || before.last != begun || before.bytes == bytes) {
            still.put(connection, new Idle(begun, bytes, nowNanos));
        } else if (growsNanos > settings.headerTime().toNanos()) {
            // The headers cannot be read, nor therefore answered with 408: what follows is coded on top of them.
            connection
                    .getSession()
                    .close(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, tooSlow(), Callback.from(endPoint::close));
        } else {
            still.put(connection, before);
        }
    }

    private String tooSlow() {
        return "the headers were not complete after " + settings.headerTime().toSeconds() + " s";
    }

    private void refuse(EndPoint endPoint, long bytes) {
        if (bytes == 0) {
            endPoint.close();
            return;
        }
        byte[] body = JsonErrors.body(408, tooSlow(), null);
        String head = "HTTP/1.1 408 Request Timeout\r\nContent-Type: " + ErrorBody.CONTENT_TYPE
                + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        endPoint.write(
                Callback.from(endPoint::close, failure -> endPoint.close()),
                ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
                ByteBuffer.wrap(body));
    }
}
