package io.roundhouse.host;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One end of a connection: frames, and bytes between them. Who waits sleeps in the kernel, until a moment that it names; an
 * interrupt does not break the line, it is kept for later. One thread writes at a time, and one reads.
 */
final class Line implements Closeable {
    /** A moment that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int READ_AHEAD = 8 * 1024;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final ByteBuffer ahead = ByteBuffer.allocateDirect(READ_AHEAD).order(ByteOrder.LITTLE_ENDIAN);

    Line(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        ahead.limit(0);
    }

    /**
     * Writes all of these.
     *
     * @param endNanos on the scale of {@link System#nanoTime()}, or {@link #NEVER}
     */
    void write(long endNanos, ByteBuffer... parts) throws IOException {
        int last = parts.length - 1;
        int from = 0;
        while (from <= last) {
            if (!parts[from].hasRemaining()) {
                from++;
            } else if (channel.write(parts, from, parts.length - from) == 0) {
                await(writable, endNanos);
            }
        }
    }

    /** The next frame; no bytes of it are lost when it comes later than asked for, but for one that began. */
    In frame(int max, long endNanos) throws IOException {
        while (ahead.remaining() < Integer.BYTES) {
            readAhead(endNanos);
        }
        int length = ahead.getInt(ahead.position());
        if (length < 1 || length > max) {
            throw new WireException("a frame of " + length + " bytes, allowed are 1.." + max);
        }
        ahead.position(ahead.position() + Integer.BYTES);
        byte[] frame = new byte[length];
        read(ByteBuffer.wrap(frame), endNanos);
        return new In(frame);
    }

    /** Fills a buffer, straight from the kernel where it is large. */
    void read(ByteBuffer into, long endNanos) throws IOException {
        while (into.hasRemaining()) {
            if (ahead.hasRemaining()) {
                int part = Math.min(ahead.remaining(), into.remaining());
                into.put(ahead.slice(ahead.position(), part));
                ahead.position(ahead.position() + part);
            } else if (into.isDirect() && into.remaining() > READ_AHEAD) {
                received(channel.read(into), endNanos);
            } else {
                readAhead(endNanos);
            }
        }
    }

    private void readAhead(long endNanos) throws IOException {
        ahead.compact();
        try {
            received(channel.read(ahead), endNanos);
        } finally {
            ahead.flip();
        }
    }

    private void received(int count, long endNanos) throws IOException {
        if (count < 0) {
            throw new EOFException("the other side has gone");
        }
        if (count == 0) {
            await(readable, endNanos);
        }
    }

    private static void await(Selector selector, long endNanos) throws IOException {
        boolean interrupted = Thread.interrupted(); // else nothing would be waited for
        try {
            if (endNanos == NEVER) {
                selector.select();
            } else {
                long left = endNanos - System.nanoTime();
                if (left <= 0) {
                    throw new LateException();
                }
                selector.select(left / 1_000_000 + 1);
            }
            selector.selectedKeys().clear();
            interrupted |= Thread.interrupted();
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException(); // our own end was closed
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                readable;
                writable) {
            readable.wakeup();
        }
    }
}
