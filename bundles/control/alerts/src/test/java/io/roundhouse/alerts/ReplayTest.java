package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private final Path folder;

    ReplayTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private Path rules() throws IOException {
        return file("rules.yaml", List.of("rules:", "  - { alert: hot, metric: heat, above: 3, for: 1m }"));
    }

    @Test
    void tellsWhenRulesWouldHaveFired() throws IOException {
        List<String> lines = new ArrayList<>();
        Instant begin = Instant.parse("2026-11-27T10:00:00Z");
        for (int minute = 0; minute < 10; minute++) {
            lines.add("{\"at\": \"" + begin.plusSeconds(60L * minute)
                    + "\", \"samples\": [{\"name\": \"heat\", \"labels\":" + " {\"model\": \"credit\"}, \"value\": "
                    + (minute >= 3 && minute < 7 ? 4 : 2) + ", \"x\": [1]}]}");
        }

        List<Alert> changes = Replay.run(rules(), file("numbers.jsonl", lines));

        assertThat(changes)
                .extracting(Alert::state, change -> Instant.ofEpochMilli(change.sinceMillis())
                        .toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(State.PENDING, "2026-11-27T10:03:00Z"),
                        org.assertj.core.groups.Tuple.tuple(State.FIRING, "2026-11-27T10:04:00Z"),
                        org.assertj.core.groups.Tuple.tuple(State.RESOLVED, "2026-11-27T10:07:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"at": "yesterday", "samples": []}                                          | :1: 'at' must be a time like
            {"samples": []}                                                             | :1: 'at' is missing
            {"at": "2026-11-27T10:00:00Z", "samples": [{"value": 1}]}                   | :1: a sample has no 'name'
            {"at": "2026-11-27T10:00:00Z", "samples": [{"name": "a", "value": "b"}]}    | :1: a number was expected, found 'b'
            {"at": "2026-11-27T10:00:00Z", "samples": {}}                               | :1: an array was expected
            {"at": "2026-11-27T10:00:00Z"                                               | :1:
            []                                                                          | :1: an object was expected
            """)
    void answersAMistakeWithItsLine(String line, String sentence) throws IOException {
        Path numbers = file("numbers.jsonl", List.of(line));

        assertThatThrownBy(() -> Replay.run(rules(), numbers)).hasMessageContaining(numbers + sentence);
    }

    @Test
    void refusesTimeThatGoesBackAndFilesThatAreNotThere() throws IOException {
        String line = "{\"at\": \"2026-11-27T10:00:00Z\", \"samples\": []}";
        Path twice = file("twice.jsonl", List.of(line, line));
        Path empty = file("empty.jsonl", List.of());

        assertThatThrownBy(() -> Replay.run(rules(), twice)).hasMessageContaining(":2: 'at' must be later");
        assertThatThrownBy(() -> Replay.run(rules(), empty)).hasMessageContaining("has no line");
        assertThatThrownBy(() -> Replay.run(rules(), folder.resolve("none"))).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Replay.run(folder.resolve("none"), twice)).hasMessageContaining("cannot be read");
    }
}
