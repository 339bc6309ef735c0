package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file cannot grow any more, by a limit of the process; then it can again. */
class DiskFullTest {
    @Test
    void goesOnByItselfWhenThereIsRoomAgain(@TempDir Path folder) throws IOException, InterruptedException {
        try (Child child = Child.limited(folder, 2_048)) {
            String line = child.line();
            assertThat(line).isEqualTo("written 0");
            while (line.startsWith("written ")) {
                line = child.line();
            }
            assertThat(line).startsWith("trouble File too large dropped 0");

            Process room =
                    new ProcessBuilder("prlimit", "--pid", Long.toString(child.pid()), "--fsize=unlimited").start();
            assertThat(room.waitFor()).isZero();
            long dropped = 0;
            while (line.startsWith("trouble ")) {
                dropped = number(line);
                line = child.line();
            }
            assertThat(line).startsWith("written ");
            long minutes = number(line) + 1;
            child.kill();

            long there = minutes - dropped / Child.SERIES;
            assertThat(looks(folder, 0)).isGreaterThanOrEqualTo(there).isEqualTo(looks(folder, Child.SERIES - 1));
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** How many minutes the hours tell of one series. */
    private static long looks(Path folder, int series) {
        try (Town town = new Town(Town.h2(folder))) {
            return town
                    .works
                    .desk()
                    .query(
                            "process_cpu_usage",
                            Child.key(series).labels(),
                            Town.START,
                            Town.START + Duration.ofDays(50).toMillis(),
                            Step.HOUR)
                    .stream()
                    .mapToLong(Point::count)
                    .sum();
        }
    }
}
