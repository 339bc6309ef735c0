package io.roundhouse.console;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Frames over a channel: a byte for the kind, four for the length, the content. One thread reads, any number write.
 *
 * <p>Reads and writes the channel itself: the streams that {@code Channels} makes share one lock for both directions
 * up to JDK 18, so a waiting read would hold back every write.
 */
final class Wire implements AutoCloseable {
    private static final int HEAD = 5;

    private final ByteChannel channel;

    Wire(ByteChannel channel) {
        this.channel = channel;
    }

    /** Waits for the next frame. */
    Frame read() throws IOException {
        ByteBuffer head = full(HEAD);
        Frame.Kind kind = Frame.Kind.of(head.get());
        int length = head.getInt();
        if (length < 0 || length > Frame.BYTES_MAX) {
            throw new IOException("a frame has 0.." + Frame.BYTES_MAX + " bytes, not " + length);
        }
        return new Frame(kind, full(length).array());
    }

    private ByteBuffer full(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other end is gone");
            }
        }
        return buffer.flip();
    }

    void write(Frame.Kind kind, byte[] bytes) throws IOException {
        write(kind, bytes, 0, bytes.length);
    }

    private synchronized void write(Frame.Kind kind, byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done == 0 || done < length; done += Frame.BYTES_MAX) {
            int part = Math.min(Frame.BYTES_MAX, length - done);
            ByteBuffer buffer = ByteBuffer.allocate(HEAD + part);
            buffer.put(kind.letter).putInt(part).put(bytes, offset + done, part);
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** What is written to it leaves at once as frames of this kind. */
    OutputStream stream(Frame.Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    Wire.this.write(kind, bytes, offset, length);
                }
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is lost with a channel that nobody reads any more.
        }
    }
}
