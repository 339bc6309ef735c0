package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.host.Message.Hello;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorwayTest {
    private Path folder;
    private Doorway door;

    @BeforeEach
    void open() throws IOException {
        folder = RunFolder.create(TestRecipes.runs());
        door = Doorway.open(folder, "right");
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        assertThat(folder).isEmptyDirectory();
        Folders.deleteQuietly(folder);
    }

    @Test
    void onlyTheProcessThatWasStartedGetsIn() throws Exception {
        knock(new Hello("wrong", 7, 0));
        knock(new Hello("right", 8, 0));
        knock(new Hello("right", 7, 1));
        knock(new Message.Bye());
        Line child = knock(new Hello("right", 7, 0));

        Line line = door.accept(7, () -> true, 0, soon());

        Messages.send(line, new Message.Ping(5), soon());
        assertThat(Messages.receive(child, soon())).isEqualTo(new Message.Ping(5));
    }

    @Test
    void aProcessThatEndedIsNotWaitedFor() {
        assertThatThrownBy(() -> door.accept(7, () -> false, 0, soon()))
                .isInstanceOf(IOException.class)
                .hasMessage("the process ended");
    }

    @Test
    void oneThatDoesNotComeIsNotWaitedForLonger() {
        assertThatThrownBy(() -> door.accept(7, () -> true, 0, System.nanoTime()))
                .isInstanceOf(LateException.class);
    }

    private Line knock(Message word) throws IOException {
        Line line = new Line(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(Orders.SOCKET))));
        Messages.send(line, word, soon());
        return line;
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofSeconds(30).toNanos();
    }
}
