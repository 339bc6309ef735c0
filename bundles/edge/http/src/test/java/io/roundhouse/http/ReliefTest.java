package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Threads that answered requests end when they are told to, whatever they wait for, and no request is lost by it. */
class ReliefTest {
    private static final String ASK = "GET /throw HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Set<Worker> answering = ConcurrentHashMap.newKeySet();

    @Test
    void endsTheThreadThatWaitsForConnectionsThoughNothingArrives() throws Exception {
        LiveServer server = new LiveServer(TestSettings.small(), this::remember);
        try (Wire wire = new Wire(server.port())) {
            for (int round = 0; round < 50; round++) {
                assertThat(wire.send(ASK).answer()).startsWith("HTTP/1.1 200");
                Set<Worker> before = Set.copyOf(answering);
                assertThat(before).isNotEmpty();
                answering.clear();

                before.forEach(Worker::retire);

                for (Worker worker : before) {
                    worker.join(10_000);
                    assertThat(worker.isAlive()).isFalse();
                }
            }
            assertThat(wire.send(ASK).answer()).startsWith("HTTP/1.1 200");
        } finally {
            server.close();
        }
    }

    @Test
    void answersEveryRequestWhileAllThreadsAreRetiredAgainAndAgain() throws Exception {
        LiveServer server = new LiveServer(TestSettings.small(), () -> {
            remember();
            answering.forEach(Worker::retire);
        });
        try (Wire one = new Wire(server.port());
                Wire two = new Wire(server.port())) {
            for (int i = 0; i < 500; i++) {
                one.send(ASK);
                assertThat(two.send(ASK).answer()).startsWith("HTTP/1.1 200");
                assertThat(one.answer()).startsWith("HTTP/1.1 200");
                answering.removeIf(worker -> !worker.isAlive());
            }
        } finally {
            server.close();
        }
    }

    @Test
    void endsEveryThreadWhenItStops() throws Exception {
        LiveServer server = new LiveServer(TestSettings.small(), this::remember);
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.send(ASK).answer()).startsWith("HTTP/1.1 200");
        } finally {
            server.close();
        }

        assertThat(answering).isNotEmpty().noneMatch(Thread::isAlive);
    }

    private void remember() {
        answering.add((Worker) Thread.currentThread());
    }
}
