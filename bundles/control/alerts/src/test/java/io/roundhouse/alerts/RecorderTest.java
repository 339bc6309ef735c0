package io.roundhouse.alerts;

import static io.roundhouse.alerts.Numbers.BEGIN;
import static io.roundhouse.alerts.Numbers.MINUTE;
import static io.roundhouse.alerts.Numbers.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.Recorded;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.server.control.Metrics.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path folder;
    private final List<String> told = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private long nowNanos;
    private Runnable whileWaiting = () -> {};

    RecorderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private long now() {
        return BEGIN + nowNanos / 1_000_000;
    }

    /** Failures that begin after ten minutes, among numbers that JSON does not have. */
    private List<Sample> numbers() {
        double seconds = nowNanos / 1e9;
        return new Numbers()
                .and("requests_total", 100 * seconds, CREDIT)
                .and("failures_total", Math.max(0, 20 * (seconds - 600)), CREDIT)
                .and("psi", Double.NaN, Map.of("model", "a \"quoted\" name\n"))
                .and("bound", Double.POSITIVE_INFINITY, Map.of())
                .all();
    }

    private Recorder recorder(long bytesMax) {
        return new Recorder(() -> Optional.of(numbers()), this::now, () -> nowNanos, this::pause, bytesMax, stop);
    }

    private boolean pause(long nanos) throws InterruptedException {
        whileWaiting.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nowNanos += nanos;
        return stop.getCount() == 0;
    }

    private Recorded record(String name, Duration every, Duration limit) {
        return recorder(1L << 30)
                .record(folder.resolve(name), every, limit, (doing, moments, share) -> told.add(doing + moments));
    }

    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - alert: errors
                    metric: failures_total
                    function: increase
                    window: 5m
                    per: { metric: requests_total }
                    above: 0.1
                    for: 2m
                """);
    }

    /** The moments at which a server with these numbers would have said so, looking every fifteen seconds. */
    private List<Alert> live(Path rules) {
        nowNanos = 0;
        Engine engine = new Engine(RulesFile.read(rules));
        List<Alert> changes = new ArrayList<>();
        while (nowNanos < Duration.ofMinutes(30).toNanos()) {
            engine.step(now(), numbers()).stream().map(Standing::alert).forEach(changes::add);
            nowNanos += STEP * 1_000_000;
        }
        return changes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbers.jsonl", "numbers.jsonl.gz"})
    void replaysToTheMinuteAtWhichTheServerFired(String name) throws IOException {
        Recorded recorded = record(name, Duration.ofSeconds(10), Duration.ofMinutes(30));

        List<Alert> replayed = Replay.run(rules(), folder.resolve(name));

        assertThat(recorded.moments()).isEqualTo(180);
        assertThat(recorded.bytes()).isEqualTo(Files.size(folder.resolve(name)));
        assertThat(recorded.end()).isEqualTo("the time is over");
        List<Alert> live = live(rules());
        assertThat(replayed).extracting(Alert::state).containsExactly(State.PENDING, State.FIRING);
        assertThat(live).extracting(Alert::state).containsExactly(State.PENDING, State.FIRING);
        assertThat(minute(replayed.get(1))).isEqualTo(minute(live.get(1)));
        assertThat(minute(live.get(1))).isBetween(12L, 15L);
    }

    private static long minute(Alert alert) {
        return (alert.sinceMillis() - BEGIN) / MINUTE;
    }

    @Test
    void keepsEveryNumberAsItWas() {
        record("numbers.jsonl", SECOND, SECOND);

        List<Sample> read = new ArrayList<>();
        Recording.read(folder.resolve("numbers.jsonl"), (at, samples) -> read.addAll(samples));

        nowNanos = 0;
        assertThat(read)
                .extracting(Sample::name, Sample::labels, Sample::value)
                .containsExactlyElementsOf(numbers().stream()
                        .map(one -> org.assertj.core.groups.Tuple.tuple(one.name(), one.labels(), one.value()))
                        .toList());
    }

    @Test
    void tellsHowFarItIsEverySecond() {
        record("numbers.jsonl", Duration.ofSeconds(10), Duration.ofSeconds(20));

        assertThat(told).hasSize(20).startsWith("recording1").endsWith("recording2");
    }

    @Test
    void isWholeWhenItIsEndedByHand() throws IOException {
        whileWaiting = () -> {
            if (nowNanos == Duration.ofSeconds(30).toNanos()) {
                Thread.currentThread().interrupt();
            }
        };

        Recorded recorded = record("numbers.jsonl.gz", Duration.ofSeconds(10), Duration.ofHours(1));

        assertThat(recorded.moments()).isEqualTo(4);
        assertThat(recorded.end()).isEqualTo("it was ended");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Replay.run(rules(), folder.resolve("numbers.jsonl.gz"))).isEmpty();
    }

    @Test
    void endsWithTheServerAndAtItsSize() {
        Recorder small = recorder(1_000);
        Recorded full = small.record(folder.resolve("full.jsonl"), SECOND, Duration.ofHours(1), (a, b, c) -> {});
        assertThat(full.bytes()).isBetween(1_000L, 2_000L);
        assertThat(full.end()).isEqualTo("the file has 1000 bytes, more are not recorded");

        stop.countDown();

        assertThat(record("stopped.jsonl", SECOND, Duration.ofHours(1)).moments())
                .isEqualTo(1);
    }

    @Test
    void recordsOneAtATime() {
        Recorder recorder = recorder(1L << 30);
        List<String> refusals = new ArrayList<>();
        whileWaiting = () -> {
            try {
                recorder.record(folder.resolve("second.jsonl"), SECOND, SECOND, (a, b, c) -> {});
            } catch (RuntimeException e) {
                refusals.add(e.getMessage());
            }
        };

        recorder.record(folder.resolve("first.jsonl"), SECOND, SECOND, (a, b, c) -> {});

        assertThat(refusals).singleElement().asString().contains("another recording is on");
    }

    @Test
    void refusesTimesOutOfBoundsAndAFileThatIsThere() throws IOException {
        assertThatThrownBy(() -> record("a", Duration.ofMillis(999), SECOND))
                .hasMessageContaining("--every must be from 1s to what --for says");
        assertThatThrownBy(() -> record("a", Duration.ofSeconds(2), SECOND)).hasMessageContaining("--every");
        assertThatThrownBy(() -> record("a", SECOND, Duration.ofDays(8))).hasMessageContaining("up to 7d");
        assertThatThrownBy(() ->
                        new Recorder(Optional::empty).record(folder.resolve("a"), SECOND, SECOND, (a, b, c) -> {}))
                .hasMessageContaining("feature:install roundhouse-metrics");
        assertThat(folder.resolve("a")).doesNotExist();
        Path there = Files.createFile(folder.resolve("there"));
        assertThatThrownBy(() -> record("there", SECOND, SECOND))
                .hasMessageContaining("there is a file " + there + " already");
        assertThatThrownBy(() -> record("no/folder", SECOND, SECOND)).hasMessageContaining("cannot be written");
    }
}
