package io.roundhouse.quality;

import static io.roundhouse.quality.Given.meter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import io.roundhouse.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityMonitorTest {
    private static final String OUTPUT = "probability_bad";

    private final Path folder;

    private final FakeClock clock = new FakeClock();

    QualityMonitorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private QualityMonitor open(Watched model, String... settings) {
        return QualityMonitor.open(model, Given.settings(settings), clock);
    }

    private QualityMonitor credit(String... settings) {
        return open(Given.model(folder, Given.PROBABILITY), settings);
    }

    private void tell(QualityMonitor monitor, InferenceEvent... events) {
        monitor.on(List.of(events));
        clock.advance(Duration.ofSeconds(1));
        monitor.on(List.of());
    }

    private static double[] times(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void tellsConfidenceEntropySharesAndWhatToExpect() {
        QualityMonitor monitor = credit("classes", "good,bad");

        tell(monitor, Given.answered(OUTPUT, 0.9, 0.9, 0.2), Given.answered(OUTPUT, 0.2));

        List<Meter> meters = monitor.meters();
        assertThat(meter(meters, "rows")).isEqualTo(4);
        assertThat(meter(meters, "confidence")).isCloseTo(0.85, within(1e-6));
        assertThat(meter(meters, "entropy")).isCloseTo((0.468996 + 0.721928) / 2, within(1e-5));
        assertThat(meter(meters, "share", "class", "bad")).isEqualTo(0.5);
        assertThat(meter(meters, "estimated", "metric", "accuracy")).isCloseTo(0.85, within(1e-6));
        assertThat(meter(meters, "estimated", "metric", "brier")).isCloseTo((0.09 + 0.16) / 2, within(1e-6));
        assertThat(meters).allSatisfy(meter -> {
            assertThat(meter.labels()).containsEntry("arm", "stable").containsEntry("version", "1");
            assertThat(meter.value()).isFinite();
        });
    }

    @Test
    void armsAndVersionsAreApartAndAtMostSixteen() {
        QualityMonitor monitor = credit();
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Tensors outputs = Tensors.of(OUTPUT, Given.column(i % 2));
            events.add(Given.answered("arm-" + i, Integer.toString(i), outputs));
        }

        tell(monitor, events.toArray(InferenceEvent[]::new));

        assertThat(monitor.meters().stream()
                        .map(meter -> meter.labels().get("arm"))
                        .distinct())
                .hasSize(Books.ARMS_MAX);
        assertThat(monitor.report().summary()).contains("Of 16 arms and versions this is the worst.");
    }

    @Test
    void whatItHoldsIsBounded() {
        int pane = Pane.bytes(2, 2);
        int widest = Pane.bytes(QualitySettings.CLASSES_MAX, QualitySettings.CLASSES_MAX);

        // with the pane that is learnt from
        assertThat((Window.PANES + 1) * pane).isLessThan(64 << 10);
        assertThat((Window.PANES + 1) * widest).isLessThan(80 << 10);
        assertThat(Pane.ofClasses(64).counts).hasSize(64);
    }

    @Test
    void labelsHaveSharesAndAtMostSixtyFourWords() {
        QualityMonitor monitor = open(Given.model(folder, new TensorSpec("label", DataType.BYTES, Shape.of(-1))));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            words.add(i == 199 ? Words.OTHERS : "w" + (i < 100 ? 0 : i));
        }

        tell(monitor, Given.answered("stable", "1", Tensors.of("label", Tensor.ofTexts(Shape.of(200), words))));

        assertThat(meter(monitor.meters(), "share", "class", "w0")).isEqualTo(0.5);
        assertThat(meter(monitor.meters(), "share", "class", "others")).isEqualTo(37 / 200.0);
        assertThat(monitor.meters().stream().filter(meter -> meter.name().endsWith(".share")))
                .hasSize(65);
        assertThat(monitor.report().summary()).contains("how right they are can only be estimated from probabilities");
    }

    @Test
    void numbersAreCutByTheFirstRowsAndMovesAreTold() {
        QualityMonitor monitor = open(Given.model(folder, Given.PRICE), "reference_rows", "1000", "rows_min", "500");
        Random random = new Random(1);

        tell(monitor, Given.answered("price", random.doubles(1_000, 50, 100).toArray()));
        clock.advance(Duration.ofHours(2));
        tell(monitor, Given.answered("price", random.doubles(1_000, 50, 100).toArray()));

        assertThat(meter(monitor.meters(), "prediction.mean")).isCloseTo(75, within(2.0));
        assertThat(meter(monitor.meters(), "shift")).isLessThan(0.1);
        assertThat(monitor.report().health()).isEqualTo(Health.GOOD);

        clock.advance(Duration.ofHours(2));
        tell(monitor, Given.answered("price", random.doubles(1_000, 90, 140).toArray()));

        assertThat(meter(monitor.meters(), "shift")).isGreaterThan(1);
        assertThat(meter(monitor.meters(), "uncovered")).isCloseTo(0.8, within(0.05));
        MonitorReport.Histogram prices = monitor.report().histograms().get(0);
        assertThat(prices.bins()).hasSize(12);
        assertThat(prices.reference().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(prices.current().get(11)).isGreaterThan(0.7);
    }

    @Test
    void aFallOfTheEstimateIsAWarningAndThenAnAlarm() {
        QualityMonitor monitor = credit("reference_rows", "1000", "window", "1m");
        tell(monitor, Given.answered(OUTPUT, times(1_000, 0.9)));
        assertThat(monitor.report().health()).isEqualTo(Health.GOOD);
        assertThat(monitor.report().summary())
                .isEqualTo("stable (version 1): an estimated 90.0 % ± 1.9 % of 1000 answers in the last 1m are right,"
                        + " 90.0 % in the first 1000 rows; uncalibrated.");

        clock.advance(Duration.ofMinutes(1));
        tell(monitor, Given.answered(OUTPUT, times(1_000, 0.82)));
        assertThat(monitor.report().health()).isEqualTo(Health.WARNING);

        clock.advance(Duration.ofMinutes(1));
        tell(monitor, Given.answered(OUTPUT, times(1_000, 0.7)));
        assertThat(monitor.report().health()).isEqualTo(Health.ALARM);

        clock.advance(Duration.ofMinutes(1));
        tell(monitor, Given.answered(OUTPUT, times(50, 0.6)));
        assertThat(monitor.report().health()).isEqualTo(Health.LEARNING);
    }

    @Test
    void aRestartKeepsWhatTheFirstRowsWereLike() {
        QualityMonitor first = credit("reference_rows", "1000");
        tell(first, Given.answered(OUTPUT, times(1_000, 0.9)));
        first.close();

        QualityMonitor second = credit("reference_rows", "1000", "window", "2h");
        tell(second, Given.answered(OUTPUT, times(1_000, 0.6)));
        assertThat(meter(second.meters(), "baseline", "metric", "accuracy")).isCloseTo(0.9, within(1e-6));
        assertThat(second.report().health()).isEqualTo(Health.ALARM);

        QualityMonitor other = credit("reference_rows", "900");
        tell(other, Given.answered(OUTPUT, times(900, 0.6)));
        assertThat(meter(other.meters(), "baseline", "metric", "accuracy")).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void aDamagedFileIsLearntAnew() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        QualitySettings settings = Given.settings();
        Files.writeString(data.resolve("baseline.txt"), "quality 1 " + settings.stamp() + "\n1\tx");

        QualityMonitor monitor = credit();
        tell(monitor, Given.answered(OUTPUT, times(1_000, 0.9)));

        assertThat(monitor.report().health()).isEqualTo(Health.GOOD);
        assertThat(new BaselineFile(data, settings.stamp()).read()).containsOnlyKeys("1");
    }

    @Test
    void answersThatCannotBeReadAreCounted() {
        QualityMonitor monitor = credit();

        tell(
                monitor,
                Given.answered(OUTPUT, 0.5),
                Given.answered("label", 0.5),
                Given.answered("stable", "1", Tensors.of(OUTPUT, Tensor.ofFloats(Shape.of(1, 3), 0, 0, 1))));

        assertThat(meter(monitor.meters(), "rows")).isEqualTo(1);
        assertThat(meter(monitor.meters(), "unread")).isEqualTo(2);
    }

    @Test
    void aModelThatIsNotLiveYetIsReadByItsFirstAnswer() {
        QualityMonitor monitor = open(new Watched("credit", Map.of(), folder, folder.resolve("data")));
        assertThat(monitor.report().summary()).isEqualTo("No answer has been seen yet.");

        tell(monitor, Given.answered("a", "1", Tensors.empty()), Given.answered(OUTPUT, 0.5));

        assertThat(monitor.report().health()).isEqualTo(Health.LEARNING);
        assertThat(monitor.meters()).isNotEmpty();
    }

    @Test
    void aReferenceThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> credit("reference", "rows.csv"))
                .hasMessage("model.yaml:8:7: 'reference' is 'rows.csv', which is neither beside model.yaml nor in a"
                        + " version's folder");
    }

    @Test
    void aVersionsOwnReferenceComesFirst() throws IOException {
        write(folder.resolve("rows.csv"), 0.9, 60, 100);
        write(Files.createDirectories(folder.resolve("2")).resolve("rows.csv"), 0.9, 90, 100);
        QualityMonitor monitor = credit("reference", "rows.csv");

        tell(monitor, Given.answered("a", "1", Tensors.of(OUTPUT, Given.column(0.9))));
        assertThat(meter(monitor.meters(), "estimated", "metric", "accuracy")).isCloseTo(0.6, within(1e-6));

        tell(monitor, Given.answered("b", "2", Tensors.of(OUTPUT, Given.column(0.9))));
        assertThat(meter(monitor.meters(), "estimated", "arm", "b")).isCloseTo(0.9, within(1e-6));
        assertThat(meter(monitor.meters(), "baseline", "arm", "b")).isCloseTo(0.9, within(1e-6));
    }

    private static void write(Path file, double score, int positive, int rows) throws IOException {
        StringBuilder text = new StringBuilder(OUTPUT + ",label\n");
        for (int i = 0; i < rows; i++) {
            text.append(score).append(',').append(i < positive ? 1 : 0).append('\n');
        }
        Files.writeString(file, text);
    }
}
