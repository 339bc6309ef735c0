package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration SPAN = Duration.ofMillis(300);

    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server = bound();

    private static HttpServer bound() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/good", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{\"outputs\":[{\"data\":[1.5,2.5]}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            served.incrementAndGet();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsEveryAnswerOnce() {
        Load load = Load.closedLoop(server.getAddress(), List.of(request("/good", 1.5f, 2.5f)), 4);

        load.measure(SPAN);
        Tally tally = load.cut();
        Tally last = load.stop();
        load.close();

        assertThat(tally.failed() + last.failed()).isZero();
        assertThat(tally.add(last).answered()).isPositive().isLessThanOrEqualTo(served.get());
    }

    @Test
    void keepsTheRateAndChargesFromTheDueTime() {
        try (Load load = Load.paced(server.getAddress(), List.of(request("/good", 1.5f, 2.5f)), 8, 200)) {
            load.measure(SPAN);

            Tally tally = load.measure(SPAN.multipliedBy(3));

            assertThat(tally.perSecond()).isBetween(100.0, 300.0);
            assertThat(tally.dueMicros(50)).isGreaterThanOrEqualTo(tally.sentMicros(50) * 0.99);
        }
    }

    @Test
    void tellsWrongAnswersAndOtherStatusesApart() {
        List<Exchange> requests = List.of(request("/good", 1.5f, 9f), request("/nowhere", 1.5f));

        try (Load load = Load.closedLoop(server.getAddress(), requests, 1)) {
            Tally tally = load.measure(SPAN);

            assertThat(tally.answered()).isZero();
            assertThat(tally.reasons())
                    .anyMatch(r -> r.contains("wrong answer"))
                    .anyMatch(r -> r.contains("status 404"));
        }
    }

    @Test
    void countsRequestsOnABrokenConnectionAsFailed() {
        server.createContext("/broken", exchange -> {
            exchange.getRequestBody().readAllBytes();
            throw new IOException("meant to break");
        });

        try (Load load = Load.closedLoop(server.getAddress(), List.of(request("/broken", 1f)), 2)) {
            Tally tally = load.measure(SPAN);

            assertThat(tally.answered()).isZero();
            assertThat(tally.failed()).isPositive();
        }
    }

    private static Exchange request(String path, float... expected) {
        return Exchange.postJson(path, "{\"inputs\":[]}", new FloatAnswer(expected, 1e-4f));
    }
}
