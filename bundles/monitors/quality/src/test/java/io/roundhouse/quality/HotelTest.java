package io.roundhouse.quality;

import static io.roundhouse.quality.Given.meter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hotel prices month by month by a model of the autumn before, with January and February 2017 as labelled rows. Up to May
 * the estimate follows the truth. From June on prices of the same rooms rise, which no prediction tells: the estimate
 * rises too, and by far not enough.
 */
class HotelTest {
    private static final List<String[]> ROWS = Given.rows("hotel.csv");

    private final Path folder;

    private final FakeClock clock = new FakeClock();

    HotelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private QualityMonitor attached() throws IOException {
        StringBuilder reference = new StringBuilder("price,label\n");
        Stream.concat(month(1).stream(), month(2).stream())
                .forEach(row ->
                        reference.append(row[1]).append(',').append(row[2]).append('\n'));
        Files.writeString(folder.resolve("winter.csv"), reference);
        return QualityMonitor.open(
                Given.model(folder, Given.PRICE), Given.settings("reference", "winter.csv", "window", "30d"), clock);
    }

    private static List<String[]> month(int month) {
        return ROWS.stream().filter(row -> row[0].equals("2017-0" + month)).toList();
    }

    /** Answers a month; what the error came to be. */
    private double answer(QualityMonitor monitor, int month) {
        clock.advance(Duration.ofDays(31));
        List<String[]> rows = month(month);
        double[] prices =
                rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
        monitor.on(List.of(Given.answered("price", prices)));
        return rows.stream()
                .mapToDouble(row -> Math.abs(Double.parseDouble(row[1]) - Double.parseDouble(row[2])))
                .average()
                .orElseThrow();
    }

    private static double estimate(QualityMonitor monitor) {
        return meter(monitor.meters(), "estimated", "metric", "mae");
    }

    @Test
    void upToMayTheEstimateFollowsTheTruth() throws IOException {
        QualityMonitor monitor = attached();

        for (int month = 3; month <= 5; month++) {
            double truth = answer(monitor, month);

            assertThat(estimate(monitor)).as("month %s", month).isCloseTo(truth, within(3.0));
            assertThat(monitor.report().health()).isEqualTo(Health.GOOD);
        }
    }

    /** June 39 for 24, July 83 for 31, August 110 for 32: what is known of it is that it is not known. */
    @Test
    void fromJulyItSaysThatItSaysLittle() throws IOException {
        QualityMonitor monitor = attached();
        double june = answer(monitor, 6);
        assertThat(june).isGreaterThan(39);
        assertThat(estimate(monitor)).isBetween(23.0, 25.0);
        assertThat(monitor.report().health()).isEqualTo(Health.GOOD);

        double july = answer(monitor, 7);
        MonitorReport report = monitor.report();
        assertThat(july).isGreaterThan(83);
        assertThat(estimate(monitor)).isBetween(30.0, 32.0);
        assertThat(report.health()).isEqualTo(Health.WARNING);
        assertThat(report.summary())
                .isEqualTo("stable (version 1): an estimated mean absolute error of 31.07 ± 1.7 over 1068 answers in"
                        + " the last 30d, 21.53 in the 2231 labelled rows; predictions have moved away from the labelled"
                        + " rows (0.56), so that the estimate says little.");

        assertThat(answer(monitor, 8)).isGreaterThan(110);
        assertThat(estimate(monitor)).isBetween(31.0, 33.0);
        assertThat(monitor.report().health()).isEqualTo(Health.WARNING);
    }
}
