package io.roundhouse.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection with at most one request on the way. Sent on by one thread, read by another: the sender
 * writes {@link #sent} last before the bytes, the reader reads it first after them.
 */
final class Connection {
    private static final int RESPONSE_MAX = 64 << 20;

    private final InetSocketAddress server;
    private final Selector selector;
    private final ResponseParser parser = new ResponseParser();
    private ByteBuffer in = ByteBuffer.allocateDirect(16 << 10);
    private SocketChannel channel;
    private Exchange exchange = new Exchange(ByteBuffer.allocate(0), Answer.ANY);
    private long due;
    private volatile long sent;
    private volatile boolean waiting;

    Connection(InetSocketAddress server, Selector selector) throws IOException {
        this.server = server;
        this.selector = selector;
        this.channel = connect();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel fresh = SocketChannel.open();
        fresh.connect(server);
        fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
        fresh.configureBlocking(false);
        fresh.register(selector, SelectionKey.OP_READ, this);
        return fresh;
    }

    /**
     * Closes what is left of the old connection and opens a new one. Excludes {@link #send}, or a request could go out
     * on the old one unnoticed.
     *
     * @return whether a request was on the way, and is lost
     */
    synchronized boolean reconnect() throws IOException {
        boolean lost = waiting;
        waiting = false;
        channel.close();
        in.clear();
        parser.reset();
        channel = connect();
        return lost;
    }

    synchronized void send(Exchange next, long dueAt, long now) throws IOException {
        exchange = next;
        due = dueAt;
        waiting = true;
        sent = now;
        ByteBuffer out = next.request().duplicate();
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                Thread.onSpinWait(); // a request fits the socket's buffer, unless the server stops reading
            }
        }
    }

    /**
     * Reads what is there.
     *
     * @return whether the response is complete
     */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed the connection");
        }
        boolean complete = parser.complete(in);
        if (!complete && parser.end() > in.capacity()) {
            grow(parser.end());
        } else if (!complete && !in.hasRemaining()) {
            grow(in.capacity() * 2);
        }
        return complete;
    }

    private void grow(int size) throws IOException {
        if (size > RESPONSE_MAX) {
            throw new IOException("a response of " + size + " bytes, " + RESPONSE_MAX + " are allowed");
        }
        in = ByteBuffer.allocateDirect(size).put(in.flip());
    }

    /** Counts the response that {@link #read} completed, and is free again. */
    void finish(Tally tally, long now) throws IOException {
        long sentAt = sent;
        ByteBuffer body = in.duplicate().position(parser.bodyStart()).limit(parser.end());
        if (parser.status() != 200) {
            byte[] text = new byte[Math.min(300, body.remaining())];
            body.get(text);
            tally.failed("status " + parser.status() + " " + new String(text, StandardCharsets.UTF_8));
        } else if (!exchange.answer().accepts(body)) {
            tally.failed("wrong answer");
        } else {
            tally.answered(due, sentAt, now);
        }
        in.clear();
        waiting = false;
        if (parser.closes()) {
            reconnect();
        }
        parser.reset();
    }

    /** Whether a request is on the way. */
    boolean waiting() {
        return waiting;
    }

    void close() throws IOException {
        channel.close();
    }
}
