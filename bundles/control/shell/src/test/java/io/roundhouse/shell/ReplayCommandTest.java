package io.roundhouse.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Replay.Agreement;
import io.roundhouse.server.control.Replay.Order;
import io.roundhouse.server.control.Replay.Replayed;
import io.roundhouse.server.control.Replay.Times;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream screen = new PrintStream(shown, true, UTF_8);
    private final List<Order> asked = new ArrayList<>();

    private ReplayCommand command(Replayed done) {
        ReplayCommand command = new ReplayCommand();
        command.replay = (order, watch) -> {
            asked.add(order);
            return done;
        };
        command.files = List.of("/captures/one.jsonl");
        return command;
    }

    private static Replayed done(long sent, long answered, Map<String, Long> failures, Agreement agreement) {
        return new Replayed(
                sent,
                answered,
                1,
                failures,
                agreement,
                new Times(answered, 900_000, 3_100_000),
                new Times(answered, 1_200_000, 4_500_000),
                Duration.ofSeconds(2),
                Duration.ofMillis(250));
    }

    private void run(ReplayCommand command) {
        command.print(screen, ProgressLine.of("none", null, screen));
    }

    @Test
    void saysWhatCameOfIt() {
        ReplayCommand command =
                command(done(1_000, 1_000, Map.of(), new Agreement(998, 990, 0, 1.25e-7, "score of loan-17", 998, 3)));

        run(command);

        assertThat(shown.toString(UTF_8)).isEqualToNormalizingNewlines("""
            Sent 1,000 requests to http://127.0.0.1:8080 in 2.0 s: 1,000 answered, 500 a second.
            Compared 998 answers: 990 equal, 0 with other outputs, types or shapes; the largest difference is 1.250e-07, in score of loan-17.
            Labels: 3 of 998 rows flipped.
            Latency here at the client: p50 1.20 ms, p99 4.50 ms. Captured inside the server: p50 0.90 ms, p99 3.10 ms.
            At worst 250 ms behind the pace: more in flight would help, or the server is slower than that.
            1 line is no exchange.
            """);
    }

    @Test
    void failsUnlessAllWereAnswered() {
        ReplayCommand command = command(
                done(10, 7, Map.of("OVERLOADED", 2L, "no connection", 1L), new Agreement(0, 0, 0, 0, "", 0, 0)));

        assertThatThrownBy(() -> run(command)).hasMessage("3 of 10 requests were not answered");
        assertThat(shown.toString(UTF_8))
                .contains("Not answered: OVERLOADED 2, no connection 1.")
                .contains("No answer was captured, so there is nothing to compare with.");
    }

    @Test
    void failsWhereThereIsNothingToSend() {
        ReplayCommand command = command(done(0, 0, Map.of(), new Agreement(0, 0, 0, 0, "", 0, 0)));

        assertThatThrownBy(() -> run(command)).hasMessage("the files hold no exchange");
    }

    @Test
    void handsOnWhatWasSaid() {
        ReplayCommand command = command(done(1, 1, Map.of(), new Agreement(1, 1, 0, 0, "", 0, 0)));
        command.model = "credit:2";
        command.url = "http://127.0.0.1:9090";
        command.speed = "2x";
        command.limit = "100";
        command.inFlight = "8";
        command.label = "class";

        run(command);

        assertThat(asked)
                .containsExactly(new Order(
                        List.of(Path.of("/captures/one.jsonl")),
                        URI.create("http://127.0.0.1:9090"),
                        Optional.of("credit"),
                        Optional.of("2"),
                        Optional.of("class"),
                        0,
                        2,
                        100,
                        8));
    }

    @Test
    void refusesWhatIsNoNumberAndNoAddress() {
        ReplayCommand command = command(done(1, 1, Map.of(), new Agreement(1, 1, 0, 0, "", 0, 0)));
        command.rate = "fast";
        assertThatThrownBy(() -> run(command)).hasMessage("--rate must be a number, was 'fast'");
        command.url = "a b";
        assertThatThrownBy(() -> run(command)).hasMessage("--url must be like http://127.0.0.1:8080, was 'a b'");
        assertThatThrownBy(() -> run(new ReplayCommand())).hasMessageContaining("feature:install roundhouse-replay");
    }
}
