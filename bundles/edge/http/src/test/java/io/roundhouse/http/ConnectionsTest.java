package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many connections there may be, together and of one address. */
class ConnectionsTest {
    private static final String GOOD = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";

    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void keepsTheThirteenthConnectionWaiting() throws Exception {
        LiveServer server = new LiveServer(TestSettings.small(), () -> {});
        try {
            exceed(server, 12, 6);
        } finally {
            server.close();
        }
    }

    @Test
    void keepsTheNextConnectionWaitingByDefault() throws Exception {
        LiveServer server = new LiveServer(defaults(), () -> {});
        try {
            exceed(server, 2_000, 250);
        } finally {
            server.close();
        }
    }

    @Test
    void closesTheNextConnectionOfAnAddressByDefault() throws Exception {
        LiveServer server = new LiveServer(defaults(), () -> {});
        try {
            open(server, "127.0.0.2", 256);
            askEach();

            try (Wire next = new Wire(server.port(), "127.0.0.2")) {
                assertThat(next.isClosed()).isTrue();
            }
            try (Wire other = new Wire(server.port(), "127.0.0.3")) {
                assertThat(other.send(GOOD).answer()).startsWith("HTTP/1.1 200");
            }
            wires.remove(0).close();
            awaitConnections(server, 255);
            open(server, "127.0.0.2", 1);
            askEach();
        } finally {
            server.close();
        }
    }

    @Test
    void takesNoMoreOfABurst() throws Exception {
        LiveServer server = new LiveServer(TestSettings.small(), () -> {});
        try {
            for (int i = 0; i < 10; i++) {
                open(server, "127.0.0." + (i + 2), 5);
            }
            for (Wire wire : wires) {
                wire.send(GOOD);
            }

            for (Wire wire : wires.subList(0, 12)) {
                assertThat(wire.answer()).startsWith("HTTP/1.1 200");
            }
            assertThat(wires.get(12).answerWithin(300)).isEmpty();
            assertThat(server.connector.getConnectedEndPoints()).hasSize(12);
        } finally {
            server.close();
        }
    }

    /** So many are answered, the next one is not, and is as soon as one of them ends. */
    private void exceed(LiveServer server, int max, int perAddress) throws Exception {
        for (int i = 0; i < max / perAddress; i++) {
            open(server, "127.0.0." + (i + 2), perAddress);
        }
        askEach();
        assertThat(server.connector.getConnectedEndPoints()).hasSize(max);

        try (Wire next = new Wire(server.port(), "127.0.0.200")) {
            next.send(GOOD);
            askEach();
            assertThat(next.answerWithin(300)).isEmpty();
            assertThat(server.connector.getConnectedEndPoints()).hasSize(max);

            wires.remove(0).close();
            assertThat(next.answer()).startsWith("HTTP/1.1 200");
        }
        askEach();
    }

    private void open(LiveServer server, String from, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            wires.add(new Wire(server.port(), from));
        }
    }

    private void askEach() throws Exception {
        for (Wire wire : wires) {
            assertThat(wire.send(GOOD).answer()).startsWith("HTTP/1.1 200");
        }
    }

    private static void awaitConnections(LiveServer server, int count) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (server.connector.getConnectedEndPoints().size() > count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static HttpSettings defaults() {
        return HttpSettingsTest.settings(Map.of("port", 0));
    }
}
