package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed in the middle of it, several times over one file. */
class KillTest {
    private static final int KILLS = 3;
    private static final int MINUTES = 40;

    @Test
    void losesNoMinuteThatWasCommittedAndHalvesNone(@TempDir Path folder) {
        for (int kill = 1; kill <= KILLS; kill++) {
            long last = run(folder);

            try (Town town = new Town(Town.h2(folder))) {
                town.now = Town.START + MINUTES * 120_000L;
                List<Point> first = minutes(town, 0);
                // each run writes the same minutes again, beginning with the first
                assertThat(first.get((int) last).count()).isGreaterThanOrEqualTo(1);
                assertThat(first.get(0).count()).isEqualTo(kill);
                assertThat(minutes(town, 199))
                        .extracting(Point::count)
                        .containsExactlyElementsOf(
                                first.stream().map(Point::count).toList());
                assertThat(town.query("process_cpu_usage", labels(7), Step.DAY).stream()
                                .mapToLong(Point::count)
                                .sum())
                        .isEqualTo(first.stream().mapToLong(Point::count).sum());
            }
        }
    }

    private static Map<String, String> labels(int series) {
        return Child.key(series).labels();
    }

    private static List<Point> minutes(Town town, int series) {
        return town.works
                .desk()
                .query("process_cpu_usage", labels(series), Town.START, Town.START + 9_000 * 60_000L, Step.MINUTE);
    }

    /** Returns the last minute that it said it had written. */
    private static long run(Path folder) {
        try (Child child = Child.start(folder)) {
            long last = -1;
            while (last < MINUTES) {
                String line = child.line();
                assertThat(line).startsWith("written ");
                last = Long.parseLong(line.substring("written ".length()));
            }
            return last;
        }
    }
}
