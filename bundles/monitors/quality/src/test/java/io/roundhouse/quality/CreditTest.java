package io.roundhouse.quality;

import static io.roundhouse.quality.Given.meter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The estimate against the truth on 1782 loans that three real models never saw: every second one with its label is the
 * reference, the others are answered and their labels only looked at by the test.
 */
class CreditTest {
    private static final List<String[]> ROWS = Given.rows("credit.csv");
    private static final int V1 = 4;

    private final Path folder;

    CreditTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static boolean isBad(String[] row) {
        return row[0].equals("bad");
    }

    /** Rows that are answered; with a shift those of a kind come more often, as in another town. */
    private static List<String[]> answered(String shift) {
        List<String[]> rows = new ArrayList<>();
        for (int i = 1; i < ROWS.size(); i += 2) {
            String[] row = ROWS.get(i);
            boolean isMore =
                    switch (shift) {
                        case "records" -> row[1].equals("yes");
                        case "partime" -> row[2].equals("partime");
                        case "juniors" -> Integer.parseInt(row[3]) <= 2;
                        case "seniors" -> Integer.parseInt(row[3]) >= 10;
                        default -> false;
                    };
            for (int copy = 0; copy < (isMore ? 4 : 1); copy++) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static double accuracy(List<String[]> rows, int column) {
        return rows.stream()
                .mapToDouble(row -> (Double.parseDouble(row[column]) >= 0.5) == isBad(row) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static double auc(List<String[]> rows, int column) {
        double wins = 0;
        double pairs = 0;
        for (String[] bad : rows) {
            for (String[] good : rows) {
                if (isBad(bad) && !isBad(good)) {
                    double difference = Double.parseDouble(bad[column]) - Double.parseDouble(good[column]);
                    wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    private List<Meter> watch(List<String[]> rows, int column, boolean isTaught) throws IOException {
        StringBuilder reference = new StringBuilder("prediction,label\n");
        for (int i = 0; i < ROWS.size(); i += 2) {
            reference
                    .append(ROWS.get(i)[column])
                    .append(',')
                    .append(ROWS.get(i)[0])
                    .append('\n');
        }
        Files.writeString(folder.resolve("holdout.csv"), reference);
        QualityMonitor monitor = QualityMonitor.open(
                Given.model(folder, Given.PROBABILITY),
                isTaught
                        ? Given.settings("classes", "good,bad", "reference", "holdout.csv")
                        : Given.settings("classes", "good,bad"),
                new FakeClock());
        double[] scores = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[column]))
                .toArray();
        Tensors outputs = Tensors.of(Given.PROBABILITY.name(), Given.column(scores));
        monitor.on(List.of(Given.answered("stable", "1", outputs)));
        return monitor.meters();
    }

    /** Four times as many of a kind are what a shift of inputs is: what follows from each stays as it was. */
    @ParameterizedTest
    @CsvSource({
        "1,none",
        "2,none",
        "3,none",
        "1,records",
        "2,records",
        "3,records",
        "1,partime",
        "2,partime",
        "3,partime",
        "1,juniors",
        "2,juniors",
        "3,juniors",
        "1,seniors",
        "2,seniors",
        "3,seniors"
    })
    void theEstimateFollowsTheTruth(int version, String shift) throws IOException {
        List<String[]> rows = answered(shift);
        int column = V1 + version - 1;

        List<Meter> meters = watch(rows, column, true);

        assertThat(meter(meters, "estimated", "metric", "accuracy")).isCloseTo(accuracy(rows, column), within(0.035));
        assertThat(meter(meters, "estimated", "metric", "auc")).isCloseTo(auc(rows, column), within(0.03));
        assertThat(meter(meters, "estimated.error", "metric", "accuracy")).isBetween(0.025, 0.04);
    }

    /** Juniors are harder for all three, and the estimate tells by about how much. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theEstimateFallsWhereTheTruthFalls(int version) throws IOException {
        int column = V1 + version - 1;
        double fall = accuracy(answered("seniors"), column) - accuracy(answered("juniors"), column);

        double before = meter(watch(answered("seniors"), column, true), "estimated", "metric", "accuracy");
        double after = meter(watch(answered("juniors"), column, true), "estimated", "metric", "accuracy");

        assertThat(fall).isGreaterThan(0.06);
        assertThat(before - after).isCloseTo(fall, within(0.035));
    }

    /** Version 3 was trained on yearly income and is given monthly: it says more than it knows, and alone is believed. */
    @Test
    void whatAWrongModelSaysOfItselfIsFarOffWithoutLabelledRows() throws IOException {
        List<String[]> rows = answered("juniors");
        double truth = accuracy(rows, V1 + 2);

        double believed = meter(watch(rows, V1 + 2, false), "estimated", "metric", "accuracy");
        double corrected = meter(watch(rows, V1 + 2, true), "estimated", "metric", "accuracy");

        assertThat(believed).isGreaterThan(truth + 0.1);
        assertThat(corrected).isCloseTo(truth, within(0.015));
    }
}
