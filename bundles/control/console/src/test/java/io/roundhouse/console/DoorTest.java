package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DoorTest {
    private static final Host ECHO = (hello, in, out, err) -> {
        try {
            out.write(("ran " + hello.command() + " in " + hello.columns() + " columns").getBytes(UTF_8));
            err.write("a complaint".getBytes(UTF_8));
            out.write(in.readAllBytes());
            return 7;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    };

    private final Path data;

    DoorTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void carriesOutputComplaintsAndStatusOfACommand() throws IOException {
        try (Door door = Door.open(data, withoutInput(), 1);
                Wire wire = connect()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();

            int status = Client.converse(wire, new Hello("dumb", 90, 20, "status"), none(), out, err);

            assertThat(door).isNotNull();
            assertThat(status).isEqualTo(7);
            assertThat(out.toString(UTF_8)).isEqualTo("ran status in 90 columns");
            assertThat(err.toString(UTF_8)).isEqualTo("a complaint");
        }
    }

    @Test
    void carriesKeysOfAConversationUntilTheirEnd() throws IOException {
        try (Door door = Door.open(data, ECHO, 1);
                Wire wire = connect()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            int status = Client.converse(
                    wire, new Hello("dumb", 80, 24, ""), new ByteArrayInputStream("keys".getBytes(UTF_8)), out, out);

            assertThat(door).isNotNull();
            assertThat(status).isEqualTo(7);
            assertThat(out.toString(UTF_8)).endsWith("keys");
        }
    }

    @Test
    void cutsLongOutputIntoFrames() throws IOException {
        byte[] page = "x".repeat(Frame.BYTES_MAX + 1).getBytes(UTF_8);
        Host printer = (hello, in, out, err) -> write(out, page);
        try (Door door = Door.open(data, printer, 1);
                Wire wire = connect()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            Client.converse(wire, new Hello("dumb", 80, 24, "print"), none(), out, out);

            assertThat(door).isNotNull();
            assertThat(out.toByteArray()).isEqualTo(page);
        }
    }

    @Test
    void interruptsTheCommandOfAVisitorWhoLeaves() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Host patient = (hello, in, out, err) -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return 0;
        };
        try (Door door = Door.open(data, patient, 1)) {
            Wire wire = connect();
            wire.write(Frame.Kind.HELLO, new Hello("dumb", 80, 24, "wait").bytes());
            entered.await();

            wire.close();

            assertThat(door).isNotNull();
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void refusesAVisitorMoreThanItHolds() throws IOException {
        try (Door door = Door.open(data, ECHO, 0);
                Wire wire = connect()) {
            assertThat(door).isNotNull();
            assertThatThrownBy(
                            () -> Client.converse(wire, new Hello("dumb", 80, 24, "x"), none(), System.out, System.err))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void letsOnlyTheOwnerIntoItsFolderAndLeavesNothingBehind() throws IOException {
        try (Door door = Door.open(data, ECHO, 1)) {
            Path folder = Path.of(Files.readString(data.resolve(Address.FILE))).getParent();

            assertThat(door).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void movesTheSocketWhereAPathIsTooLongForOne() throws IOException {
        Path deep = Files.createDirectories(data.resolve("a".repeat(60)).resolve("b".repeat(60)));
        Path socket;
        try (Door door = Door.open(deep, ECHO, 1)) {
            socket = Path.of(Files.readString(deep.resolve(Address.FILE)));

            assertThat(door).isNotNull();
            assertThat(socket.toString().length()).isLessThan(104);
            assertThat(Files.exists(socket)).isTrue();
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    private static Host withoutInput() {
        return (hello, in, out, err) -> ECHO.serve(hello, none(), out, err);
    }

    private static int write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteArrayInputStream none() {
        return new ByteArrayInputStream(new byte[0]);
    }

    private Wire connect() throws IOException {
        Path socket = Path.of(Files.readString(data.resolve(Address.FILE)));
        return new Wire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
}
