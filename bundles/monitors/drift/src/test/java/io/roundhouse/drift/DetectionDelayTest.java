package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long after a shift of a normal column something is said: in panes of 5 minutes with 200 requests each, of which twelve are
 * a window, after six hours without drift.
 */
class DetectionDelayTest {
    private static final Duration PANE = Duration.ofMinutes(5);
    private static final int NEVER = 99;

    private final Path folder;

    DetectionDelayTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 9, 99", // a warning; on its own such a shift has an index of 0.25, just at the alarm
        "1.0, 5, 8",
        "2.0, 3, 4",
    })
    void isFoundWithinSoManyPanes(double shift, int warningAtMost, int alarmAtMost) {
        int warnings = 0;
        int alarms = 0;
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Replay replay = Replay.keepingNothing(
                    Given.watched(folder), Given.settings("reference_time", "0s", "columns", "score,age,home"));
            panes(replay, random, 0, 25 + 72);
            assertThat(replay.health()).isEqualTo(Health.GOOD);
            int warning = NEVER;
            int alarm = NEVER;
            for (int pane = 1; pane <= 24 && alarm == NEVER; pane++) {
                panes(replay, random, shift, 1);
                warning = replay.health() != Health.GOOD ? Math.min(warning, pane) : warning;
                alarm = replay.health() == Health.ALARM ? pane : alarm;
            }
            warnings = Math.max(warnings, warning);
            alarms = Math.max(alarms, alarm);
        }
        assertThat(warnings).isBetween(1, warningAtMost);
        assertThat(alarms).isBetween(1, alarmAtMost);
    }

    private static void panes(Replay replay, Random random, double mean, int panes) {
        for (int pane = 0; pane < panes; pane++) {
            List<InferenceEvent> events = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                events.add(Given.row(random, mean));
            }
            replay.on(events);
            replay.advance(PANE);
        }
    }
}
