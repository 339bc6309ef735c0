package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every monitor that is attached to a model keeps, rule by rule of {@link MonitorFactory} and {@link ModelMonitor}. A
 * monitor's test extends it and names the factory, and the model where the one here does not suit it.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
public abstract class ModelMonitorContract {
    private static final int ASKING = 3;
    private static final Timing TIMING = new Timing(1_000, 2_000, 3_000, 10_000, 1, 1);

    /** The model's folder lies here, and the monitor's data. */
    @TempDir
    protected Path folder;

    /** The factory under test. */
    protected abstract MonitorFactory factory();

    /** What it is attached with. */
    protected Settings settings() {
        return Settings.empty();
    }

    /** What the model takes and gives, by arm: four numbers a row, and four. */
    protected Map<String, ModelSpec> specs() {
        return Map.of(
                "stable",
                new ModelSpec(
                        "fake",
                        List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 4))),
                        List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 4))),
                        true));
    }

    /** What a client sent to the model, of two rows; each number other rows. */
    protected Tensors inputs(int number) {
        return Tensors.of("x", TestTensors.floats(number, 2, 4));
    }

    /** What the model gave for that. */
    protected Tensors outputs(int number) {
        return Tensors.of("y", TestTensors.floats(1_000 + number, 2, 4));
    }

    @Test
    void takesEveryKindOfEvent() {
        try (ModelMonitor monitor = attach("test")) {
            List<InferenceEvent> events = TestEvents.everyKind(answered(1));
            for (InferenceEvent event : events) {
                assertThatCode(() -> monitor.on(List.of(event))).as("%s", event).doesNotThrowAnyException();
            }
            assertThatCode(() -> monitor.on(events)).as("all together").doesNotThrowAnyException();
        }
    }

    @Test
    void takesNothingForAWhile() {
        try (ModelMonitor monitor = attach("test")) {
            assertThatCode(() -> monitor.on(List.of())).doesNotThrowAnyException();
            monitor.on(answered(0, 10));
            assertThatCode(() -> monitor.on(List.of())).doesNotThrowAnyException();
        }
    }

    @Test
    void changesNothingOfWhatItSees() {
        Answered event = answered(1);
        long inputs = TestTensors.checksum(event.request().inputs());
        long outputs = TestTensors.checksum(event.response().outputs());

        try (ModelMonitor monitor = attach("test")) {
            monitor.on(List.of(event));
        }

        assertThat(TestTensors.checksum(event.request().inputs())).isEqualTo(inputs);
        assertThat(TestTensors.checksum(event.response().outputs())).isEqualTo(outputs);
    }

    @Test
    void tellsMetersAndAReportAtAnyTime() {
        try (ModelMonitor monitor = attach("test")) {
            assertTells(monitor);
            monitor.on(answered(0, 256));
            assertTells(monitor);
        }
    }

    @Test
    void tellsMetersAndAReportWhileItTakesNote() throws Exception {
        try (ModelMonitor monitor = attach("test")) {
            AtomicInteger turn = new AtomicInteger();
            Together.run(1 + ASKING, () -> {
                boolean watches = turn.getAndIncrement() == 0;
                for (int i = 0; i < 50; i++) {
                    if (watches) {
                        monitor.on(answered(i * 20, 20));
                    } else {
                        assertTells(monitor);
                    }
                }
                return true;
            });
        }
    }

    @Test
    void leavesNoThreadWhenItIsClosed() throws Exception {
        Set<Thread> before = Together.threads();

        try (ModelMonitor monitor = attach("test")) {
            monitor.on(answered(0, 50));
        }

        Together.assertNoneLeft(before);
    }

    @Test
    void isAttachedAgainWhereItWasBefore() {
        try (ModelMonitor monitor = attach("test")) {
            monitor.on(answered(0, 50));
        }

        try (ModelMonitor again = attach("test")) {
            again.on(answered(50, 50));
            assertTells(again);
        }
    }

    @Test
    void watchesTwoModelsAtOnce() {
        try (ModelMonitor one = attach("test");
                ModelMonitor other = attach("other")) {
            one.on(answered(0, 50));
            other.on(List.of());
            assertTells(one);
            assertTells(other);
        }
    }

    @Test
    void writesNothingBesideItsData() throws IOException {
        attach("test").close();
        Set<Path> before = files();

        try (ModelMonitor monitor = attach("test")) {
            monitor.on(answered(0, 50));
        }

        Set<Path> after = files();
        after.removeAll(before);
        assertThat(after).allMatch(path -> path.startsWith(data("test")));
    }

    @Test
    void refusesASettingThatItDoesNotKnow() {
        Settings wrong = settings().orElse(Refusals.unknownSetting());

        Refusals.assertRefusesUnknownSetting(
                () -> factory().attach(watched("test"), wrong).close());
    }

    /** A monitor on that model. */
    protected final ModelMonitor attach(String model) {
        return factory().attach(watched(model), settings());
    }

    /** That model, as the host shows it. */
    protected final Watched watched(String model) {
        Path models = folder.resolve("models").resolve(model);
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            throw new AssertionError("no folder for the model", e);
        }
        return new Watched(model, specs(), models, data(model));
    }

    /** The monitor's folder, which the host does not make. */
    protected final Path data(String model) {
        return folder.resolve("data").resolve(model).resolve("monitor");
    }

    /** An event of the arm that the specs name first. */
    protected final Answered answered(int number) {
        String id = "request-" + number;
        String arm = specs().keySet().stream().sorted().findFirst().orElse("stable");
        ServedBy servedBy = new ServedBy(new ModelId("test", "1"), arm, "fake", "1.0.0");
        InferenceRequest request = TestRequests.of(id, inputs(number));
        return new Answered(request, new InferenceResponse(id, servedBy, outputs(number), TIMING));
    }

    /** So many events. */
    protected final List<InferenceEvent> answered(int from, int count) {
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(answered(from + i));
        }
        return List.copyOf(events);
    }

    private static void assertTells(ModelMonitor monitor) {
        MonitorReport report = monitor.report();
        for (MonitorReport.Table table : report.tables()) {
            assertThat(table.rows())
                    .as("rows of %s", table.name())
                    .allMatch(row -> row.size() == table.columns().size());
        }
        for (MonitorReport.Histogram histogram : report.histograms()) {
            assertThat(histogram.current()).as(histogram.name()).hasSameSizeAs(histogram.bins());
            assertThat(histogram.reference().size())
                    .as("reference of %s", histogram.name())
                    .isIn(0, histogram.bins().size());
        }
        assertAgree(monitor.meters());
    }

    /** Of one name the same kind and the same labels' names, of one name and labels one; the model is the host's to say. */
    private static void assertAgree(List<Meter> meters) {
        Map<String, Meter> first = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Meter meter : meters) {
            Meter other = first.computeIfAbsent(meter.name(), name -> meter);
            assertThat(meter.kind()).as(meter.name()).isEqualTo(other.kind());
            assertThat(meter.labels().keySet())
                    .as(meter.name())
                    .isEqualTo(other.labels().keySet());
            assertThat(meter.labels()).as(meter.name()).doesNotContainKey("model");
            assertThat(seen.add(meter.name() + meter.labels()))
                    .as("one %s", meter)
                    .isTrue();
        }
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return new HashSet<>(paths.filter(Files::isRegularFile).toList());
        }
    }
}
