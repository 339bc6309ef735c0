package io.roundhouse.distribution;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A person at the server's local door, who types as the launcher's client sends it and waits for the prompt. */
final class Keyboard implements AutoCloseable {
    private static final byte HELLO = 'H';
    private static final byte INPUT = 'I';
    private static final String PROMPT = "()> ";

    private final SocketChannel channel;
    private final Thread screen = new Thread(this::show, "screen");
    private volatile boolean prompted;

    private Keyboard(SocketChannel channel) {
        this.channel = channel;
    }

    static Keyboard of(Server server) throws IOException {
        Path console = server.data().resolve("console");
        server.await("open for visitors", () -> Files.exists(console));
        Keyboard keyboard = new Keyboard(SocketChannel.open(
                UnixDomainSocketAddress.of(Files.readString(console).strip())));
        keyboard.screen.setDaemon(true);
        keyboard.screen.start();
        keyboard.send(HELLO, "xterm\n160\n24\n");
        server.await("prompting", () -> keyboard.prompted); // keys before it are lost
        return keyboard;
    }

    void type(String keys) throws IOException {
        send(INPUT, keys);
    }

    private void send(byte kind, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(1 + Integer.BYTES + bytes.length)
                .put(kind)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private void show() {
        StringBuilder shown = new StringBuilder();
        try {
            while (true) {
                int length = full(1 + Integer.BYTES).getInt(1);
                shown.append(StandardCharsets.ISO_8859_1.decode(full(length)));
                prompted = prompted || shown.indexOf(PROMPT) >= 0;
            }
        } catch (IOException e) {
            // closed by this end or that
        }
    }

    private ByteBuffer full(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
