package io.roundhouse.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs one command of the server's shell through its local door, as {@code bin/roundhouse shell} does, but without
 * starting a JVM for it: that would take processor time from the server being measured. A frame is a letter, a length
 * of four bytes and the content; the first is a greeting, the last is X with the exit status.
 */
final class ShellDoor {
    private final Path data;

    ShellDoor(Path data) {
        this.data = data;
    }

    /**
     * Waits for the command to end and returns what it wrote.
     *
     * @throws IllegalStateException it ended with another status than 0
     */
    String run(String command) throws IOException {
        Path socket = Path.of(Files.readString(data.resolve("console"), StandardCharsets.UTF_8));
        StringBuilder output = new StringBuilder();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            byte[] hello = ("dumb\n200\n24\n" + command).getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.allocate(5 + hello.length).put((byte) 'H');
            frame.putInt(hello.length).put(hello).flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            while (true) {
                ByteBuffer head = read(channel, 5);
                byte kind = head.get();
                ByteBuffer content = read(channel, head.getInt());
                if (kind == 'X') {
                    if (content.get() != 0) {
                        throw new IllegalStateException("'" + command + "' failed: " + output);
                    }
                    return output.toString();
                }
                output.append(StandardCharsets.UTF_8.decode(content));
            }
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the server closed its shell");
            }
        }
        return buffer.flip();
    }
}
