package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellDoorTest {
    @TempDir
    Path data = Path.of("");

    private final ServerSocketChannel listener = listener();

    private static ServerSocketChannel listener() {
        try {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        Path socket = data.resolve("s");
        listener.bind(UnixDomainSocketAddress.of(socket));
        Files.writeString(data.resolve("console"), socket.toString());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void returnsWhatTheCommandWrote() throws Exception {
        CompletableFuture<String> hello = answer("one ", "two", (byte) 0);

        assertThat(new ShellDoor(data).run("roundhouse:models")).isEqualTo("one two");

        assertThat(hello.get()).endsWith("\nroundhouse:models");
    }

    @Test
    void failsWithTheCommand() throws Exception {
        CompletableFuture<String> hello = answer("no such engine", "", (byte) 1);

        assertThatThrownBy(() -> new ShellDoor(data).run("roundhouse:swap x 1"))
                .hasMessageContaining("roundhouse:swap x 1")
                .hasMessageContaining("no such engine");

        assertThat(hello.get()).endsWith("\nroundhouse:swap x 1");
    }

    /** Takes one visit: reads its greeting, sends two frames of output and the exit status. */
    private CompletableFuture<String> answer(String first, String second, byte status) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel channel = listener.accept()) {
                ByteBuffer in = ByteBuffer.allocate(1024);
                channel.read(in);
                ByteBuffer out = ByteBuffer.allocate(1024);
                frame(out, 'O', first.getBytes(StandardCharsets.UTF_8));
                frame(out, 'E', second.getBytes(StandardCharsets.UTF_8));
                frame(out, 'X', new byte[] {status});
                channel.write(out.flip());
                return new String(in.array(), 5, in.position() - 5, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void frame(ByteBuffer out, char kind, byte[] content) {
        out.put((byte) kind).putInt(content.length).put(content);
    }
}
