package io.roundhouse.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.replay.FakeServer.Reply;
import io.roundhouse.server.control.Replay.Order;
import io.roundhouse.server.control.Replay.Replayed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final Stage stage = new Stage(System::nanoTime);

    private final Path folder;

    ReplayTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** As {@code monitors/capture} writes it. */
    private static String line(int number, String more, String response) {
        return "{\"at\":\"" + NOON.plusMillis(40L * number) + "\",\"id\":\"loan-" + number
                + "\",\"model\":\"credit\"" + more + ",\"version\":\"3\",\"outcome\":\"ANSWERED\","
                + "\"timing\":{\"queue_ns\":1,\"total_ns\":1000000,\"batch_rows\":4},"
                + "\"request\":" + request(number) + (response.isEmpty() ? "" : ",\"response\":" + response) + "}\n";
    }

    private static String request(int number) {
        return "{\"id\":\"loan-" + number + "\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1],"
                + "\"data\":[\"} \\\" \u00e4 " + number + "\"]}]}";
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(line(i, "", Reply.scores("0.25", "0.75").body()));
        }
        return lines.toString();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Order order(URI server, Path... files) {
        return new Order(List.of(files), server, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, 4);
    }

    private static Order paced(URI server, double rate, double speed, long limit, Path file) {
        return new Order(
                List.of(file), server, Optional.empty(), Optional.empty(), Optional.empty(), rate, speed, limit, 1);
    }

    private Replayed replay(Order order) {
        return stage.replay(order, (doing, rows, share) -> {});
    }

    @Test
    void sendsEveryRequestAsItWasCapturedAndFindsTheAnswersEqual() throws IOException {
        Path one = file("one.jsonl", lines(20));
        Path other =
                file("other.jsonl", line(20, "", Reply.scores("0.25", "0.75").body()));
        try (FakeServer server = FakeServer.answering(asked -> Reply.scores("0.25", "0.75"))) {
            Replayed done = replay(order(server.uri(), one, other));

            assertThat(done.sent()).isEqualTo(21);
            assertThat(done.answered()).isEqualTo(21);
            assertThat(done.failures()).isEmpty();
            assertThat(done.agreement().compared()).isEqualTo(21);
            assertThat(done.agreement().equal()).isEqualTo(21);
            assertThat(done.agreement().labels()).isEqualTo(21);
            assertThat(done.agreement().flips()).isZero();
            assertThat(done.captured().p99Nanos()).isBetween(980_000L, 1_020_000L);
            assertThat(done.replayed().count()).isEqualTo(21);
            assertThat(server.asked).extracting(FakeServer.Asked::body).contains(request(0), request(19), request(20));
            assertThat(server.asked).extracting(FakeServer.Asked::path).containsOnly("/v2/models/credit/infer");
        }
    }

    @Test
    void findsDifferencesAndFlippedLabels() throws IOException {
        Path file = file("one.jsonl", lines(10));
        try (FakeServer server = FakeServer.answering(asked ->
                asked.body().contains("loan-7\"") ? Reply.scores("0.75", "0.25") : Reply.scores("0.25", "0.750001"))) {
            Replayed done = replay(order(server.uri(), file));

            assertThat(done.agreement().equal()).isZero();
            assertThat(done.agreement().flips()).isOne();
            assertThat(done.agreement().differenceMax()).isEqualTo(0.5);
            assertThat(done.agreement().differenceAt()).isEqualTo("score of loan-7");
        }
    }

    @Test
    void asksWhomItWasAskedForOrAnother() throws IOException {
        Path file = file(
                "one.jsonl",
                line(0, ",\"asked_version\":\"2\"", "") + line(1, ",\"asked_label\":\"canary\"", "") + line(2, "", ""));
        try (FakeServer server = FakeServer.answering(asked -> Reply.scores("1"))) {
            replay(paced(server.uri(), 0, 0, 0, file));
            replay(new Order(
                    List.of(file),
                    URI.create(server.uri() + "/"),
                    Optional.of("other"),
                    Optional.of("7"),
                    Optional.empty(),
                    0,
                    0,
                    1,
                    1));

            assertThat(server.asked)
                    .extracting(FakeServer.Asked::path)
                    .containsExactly(
                            "/v2/models/credit/versions/2/infer",
                            "/v2/models/credit/labels/canary/infer",
                            "/v2/models/credit/infer",
                            "/v2/models/other/versions/7/infer");
        }
    }

    @Test
    void countsWhatIsNotAnsweredByItsCode() throws IOException {
        Path file = file("one.jsonl", lines(6));
        try (FakeServer server =
                FakeServer.answering(asked -> switch (asked.body().replaceAll("(?s).*loan-(\\d).*", "$1")) {
                    case "0", "1" -> new Reply(503, "{\"error\":\"full\",\"code\":\"OVERLOADED\"}");
                    case "2" -> new Reply(502, "<html>");
                    case "3" -> new Reply(200, "<html>");
                    default -> Reply.scores("0.25", "0.75");
                })) {
            Replayed done = replay(order(server.uri(), file));

            assertThat(done.sent()).isEqualTo(6);
            assertThat(done.answered()).isEqualTo(2);
            assertThat(done.failures())
                    .isEqualTo(Map.of("OVERLOADED", 2L, "status 502", 1L, "an answer that is no JSON", 1L));
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        Path file = file("one.jsonl", lines(3));
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        Replayed done = replay(order(URI.create("http://127.0.0.1:" + nobody), file));

        assertThat(done.answered()).isZero();
        assertThat(done.failures()).isEqualTo(Map.of("no connection", 3L));
    }

    @Test
    void skipsAndCountsLinesThatAreNoExchange() throws IOException {
        Path file = file(
                "one.jsonl",
                "no JSON\n[1]\n{\"at\":\"never\"}\n{\"model\":\"../..\",\"request\":{}}\n\n" + lines(1)
                        + "{\"at\":\"2026-11-27T12:00:00Z\",\"mod");
        try (FakeServer server = FakeServer.answering(asked -> Reply.scores("0.25", "0.75"))) {
            Replayed done = replay(order(server.uri(), file));

            assertThat(done.sent()).isOne();
            assertThat(done.unreadable()).isEqualTo(5);
        }
    }

    @Test
    void hasNoMoreInFlightThanAllowed() throws IOException {
        Path file = file("one.jsonl", lines(40));
        CyclicBarrier four = new CyclicBarrier(4);
        try (FakeServer server = FakeServer.answering(asked -> {
            try {
                four.await(10, TimeUnit.SECONDS); // passes only when four are inside at once
            } catch (Exception e) {
                return new Reply(500, "{\"code\":\"ALONE\"}");
            }
            return Reply.scores("0.25", "0.75");
        })) {
            Replayed done = replay(order(server.uri(), file));

            assertThat(done.failures()).isEmpty();
            assertThat(server.insideMax).hasValue(4);
        }
    }

    @Test
    void keepsItsPaceAndEndsAtItsLimit() throws IOException {
        Path file = file("one.jsonl", lines(100)); // one each 40 ms
        List<Double> shares = new ArrayList<>();
        try (FakeServer server = FakeServer.answering(asked -> Reply.scores("0.25", "0.75"))) {
            Replayed rate =
                    stage.replay(paced(server.uri(), 100, 0, 11, file), (doing, rows, share) -> shares.add(share));
            Replayed speed = replay(paced(server.uri(), 0, 4, 11, file));

            assertThat(rate.sent()).isEqualTo(11);
            assertThat(rate.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(speed.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(shares).hasSize(11).isSorted().last().isEqualTo(1.0);
        }
    }

    @Test
    void endsWhenItsThreadIsInterruptedAndThenTakesAnother() throws Exception {
        Path file = file("one.jsonl", lines(50));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch hung = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (FakeServer server = FakeServer.answering(asked -> {
            inside.countDown();
            await(hung);
            return Reply.scores("1");
        })) {
            Thread runner = new Thread(() -> thrown.set(catchThrowable(() -> replay(order(server.uri(), file)))));
            runner.start();
            await(inside);
            assertThatThrownBy(() -> replay(order(server.uri(), file)))
                    .hasMessage("another replay is running; one at a time");

            stage.close();
            runner.join(10_000);

            assertThat(runner.isAlive()).isFalse();
            assertThat(thrown.get())
                    .isInstanceOf(InferenceException.class)
                    .hasMessageMatching("the replay was ended after \\d+ requests");
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("roundhouse-replay"));
            hung.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void refusesWhatCannotBeMeant() throws IOException {
        Path file = file("one.jsonl", lines(1));
        URI server = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() -> replay(order(server, folder.resolve("none.jsonl"))))
                .hasMessageEndingWith(
                        "none.jsonl cannot be read; give captures that this server's user may read, as absolute paths");
        assertThatThrownBy(() -> replay(order(URI.create("file:/etc"), file)))
                .hasMessage("--url must begin with http:// or https://, was 'file:/etc'");
        assertThatThrownBy(() -> replay(order(URI.create("http:/x"), file)))
                .hasMessage("--url names no host, was 'http:/x'");
        assertThatThrownBy(() -> replay(paced(server, 1, 1, 0, file)))
                .hasMessage("--rate and --speed are two paces, and a replay has one; leave one of them out");
        assertThatThrownBy(() -> replay(paced(server, -1, 0, 0, file)))
                .hasMessage("--rate must be 0..1000000 requests a second, was -1.0");
    }
}
