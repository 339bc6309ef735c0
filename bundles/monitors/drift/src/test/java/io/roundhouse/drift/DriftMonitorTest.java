package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftMonitorTest {
    private static final Duration PANE = Duration.ofMinutes(5);

    private final Path folder;

    DriftMonitorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private final Random random = new Random(11);

    private Replay begin() {
        return new Replay(Given.watched(folder), Given.settings("reference_rows", "2000", "reference_time", "10m"));
    }

    private Replay learnt() {
        Replay replay = begin();
        pane(replay, 0, 1500);
        pane(replay, 0, 1500);
        pane(replay, 0, 1);
        assertThat(replay.summary()).contains("The first comparison");
        return replay;
    }

    private void pane(Replay replay, double mean, int requests) {
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            events.add(Given.row(random, mean));
        }
        replay.on(events);
        replay.advance(PANE);
    }

    @Test
    void learnsAsManyRowsAsAskedOverAsMuchTimeAsAsked() {
        Replay replay = begin();
        assertThat(replay.health()).isEqualTo(Health.LEARNING);
        assertThat(replay.summary()).contains("0 of 2000 rows, over at least 10m");

        pane(replay, 0, 2500);

        assertThat(replay.summary()).as("enough rows, too soon").contains("2500 of 2000 rows");
    }

    @Test
    void learnsUntilThereAreEnoughRequestsWhereEachHasManyRows() {
        Replay replay = new Replay(Given.watched(folder), Given.settings("reference_time", "0s", "rows_min", "50"));
        for (int i = 0; i < 59; i++) {
            replay.on(List.of(Given.rows(random, 0, 200)));
        }
        assertThat(replay.summary()).contains("11800 of 5000 rows, over at least 0s and 50 requests.");

        for (int i = 0; i < 10; i++) {
            replay.on(List.of(Given.rows(random, 0, 200)));
        }

        assertThat(replay.summary()).contains("The first comparison");
    }

    @Test
    void refusesAColumnThatTheModelDoesNotHave() {
        assertThatThrownBy(() -> new Replay(Given.watched(folder), Given.settings("columns", "agee")))
                .hasMessageContaining(
                        "'columns' names 'agee', which the model neither takes nor gives; did you mean 'age'?");
    }

    @Test
    void findsNothingWhereNothingMoved() {
        Replay replay = learnt();

        for (int i = 0; i < 15; i++) {
            pane(replay, 0, 300);
        }

        assertThat(replay.health()).isEqualTo(Health.GOOD);
        assertThat(replay.summary()).contains("None of 4 columns has moved in the last 1h; a PSI of 0.10 is allowed.");
        assertThat(replay.meter("alarm", "score")).isZero();
        assertThat(replay.meter("psi", "age")).isBetween(0.0, 0.05);
        assertThat(replay.meter("ks", "age")).isBetween(0.0, 0.1);
        assertThat(replay.meter("shift", "face")).isBetween(0.0, 0.2);
        assertThat(replay.meter("rows", "")).isEqualTo(3001 + 15 * 300);
    }

    @Test
    void saysWhichColumnsMovedSinceWhenAndHowMuch() {
        Replay replay = learnt();

        pane(replay, 1.5, 400);
        pane(replay, 1.5, 400);

        assertThat(replay.health()).isEqualTo(Health.ALARM);
        assertThat(replay.summary())
                .startsWith("The output score has moved far since 2017-07-14T03:00:00Z: its ")
                .contains("PSI over 1h is ", "below 0.25 is allowed; so did age (")
                .doesNotContain("home", "face");
        assertThat(replay.meter("alarm", "score")).isEqualTo(1);
        assertThat(replay.meter("alarm", "age")).as("an input").isZero();
        assertThat(replay.meter("wasserstein", "age")).isBetween(1.2, 1.8);
        assertThat(replay.cell("age", "verdict")).isEqualTo("moved far");
        assertThat(replay.monitor.report().histograms().get(0).name()).isEqualTo("score");
    }

    @Test
    void drawsHistogramsOfWhichEachIsWhole() {
        Replay replay = learnt();

        pane(replay, 1, 400);

        assertThat(replay.monitor.report().histograms()).hasSize(3).allSatisfy(histogram -> {
            assertThat(histogram.bins()).hasSizeBetween(2, 20);
            assertThat(histogram.reference()).hasSameSizeAs(histogram.bins());
            assertThat(histogram.current()).hasSameSizeAs(histogram.bins());
            assertThat(histogram.reference().stream().mapToDouble(one -> one).sum())
                    .isBetween(0.99, 1.01);
            assertThat(histogram.current().stream().mapToDouble(one -> one).sum())
                    .isBetween(0.99, 1.01);
        });
    }

    @Test
    void isGoodAgainWhenWhatMovedHasLeftTheWindow() {
        Replay replay = learnt();
        pane(replay, 2, 400);
        assertThat(replay.health()).isEqualTo(Health.ALARM);

        for (int i = 0; i < 12; i++) {
            pane(replay, 0, 300);
        }

        assertThat(replay.health()).isEqualTo(Health.GOOD);
    }

    @Test
    void saysThatItCannotTellWhenNothingComesAnyMore() {
        Replay replay = learnt();
        pane(replay, 2, 400);

        replay.advance(Duration.ofHours(2));

        assertThat(replay.health()).isEqualTo(Health.LEARNING);
        assertThat(replay.summary()).contains("Fewer than 200 requests came in the last 1h");
    }

    @Test
    void seesMissingValuesAndNewWords() {
        Replay replay = learnt();
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Answered row = Given.row(random, 0);
            Tensors inputs = row.request()
                    .inputs()
                    .with("age", Given.numbers(i % 2 == 0 ? Double.NaN : random.nextGaussian()))
                    .with("home", Given.words(i % 3 == 0 ? "boat\n" : "rent"));
            events.add(Given.answered(inputs, row.response().outputs()));
        }
        replay.on(events);
        replay.advance(PANE);

        assertThat(replay.health()).as("inputs warn").isEqualTo(Health.WARNING);
        assertThat(replay.cell("age", "missing now")).isEqualTo("50.0 %");
        assertThat(replay.cell("age", "verdict")).isEqualTo("moved far");
        assertThat(replay.cell("home", "new words")).isEqualTo("boat\u00b7");
        assertThat(replay.cell("home", "verdict")).isEqualTo("moved far");
        assertThat(replay.cell("face", "verdict")).isEqualTo("steady");
    }

    @Test
    void seesThatAVectorMoved() {
        Replay replay = learnt();
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Answered row = Given.row(random, 0);
            float[] face = new float[Given.WIDTH];
            for (int k = 0; k < face.length; k++) {
                face[k] = (float) random.nextGaussian() + (k < 4 ? 1.5f : 0);
            }
            Tensors inputs = row.request().inputs().with("face", Tensor.ofFloats(Shape.of(1, face.length), face));
            events.add(Given.answered(inputs, row.response().outputs()));
        }
        replay.on(events);
        replay.advance(PANE);

        assertThat(replay.cell("face", "verdict")).isEqualTo("moved far");
        assertThat(replay.meter("shift", "face")).as("3 of a spread of √8").isBetween(0.9, 1.2);
        assertThat(replay.cell("home", "verdict")).isEqualTo("steady");
    }

    @Test
    void countsNoAnswerOfAWatchingArm() {
        Replay replay = learnt();
        double before = replay.meter("rows", "");
        Answered live = Given.row(random, 0);
        Answered watching =
                Given.answered(live.request().inputs(), live.response().outputs(), Given.WATCHING);

        replay.on(List.of(live, watching, new Compared(Given.LIVE, live, Given.WATCHING, watching)));

        assertThat(replay.meter("rows", "")).isEqualTo(before + 1);
    }

    @Test
    void countsWhatIsNotAsTheModelSaid() {
        Replay replay = learnt();
        Answered row = Given.row(random, 0);
        Tensors inputs = row.request().inputs().with("age", Given.words("seven"));

        replay.on(List.of(Given.answered(inputs, Tensors.empty())));

        assertThat(replay.meter("odd", "")).isEqualTo(1);
    }

    @Test
    void looksAtEverySoManiethRequest() {
        Replay replay = new Replay(Given.watched(folder), Given.settings("sample", "10"));

        pane(replay, 0, 1000);

        assertThat(replay.meter("rows", "")).isEqualTo(100);
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        Replay replay = learnt();
        pane(replay, 2, 400);
        replay.on(List.of(Given.row(random, 2)));
        replay.monitor.close();

        Replay again = new Replay(
                Given.watched(folder),
                Given.settings("reference_rows", "2000", "reference_time", "10m"),
                replay.clock.get());
        pane(again, 2, 10);

        assertThat(again.health()).as("of the 401 before").isEqualTo(Health.ALARM);
        assertThat(again.cell("age", "rows")).isEqualTo("411");
        assertThat(again.cell("age", "since")).isEqualTo(replay.cell("age", "since"));
    }

    @Test
    void beginsAnewWithASentenceWhenItsFilesAreBroken() throws IOException {
        Replay replay = learnt();
        pane(replay, 0, 400);
        replay.monitor.close();
        Path panes = folder.resolve("data").resolve(Store.PANES);
        byte[] bytes = Files.readAllBytes(panes);
        bytes[bytes.length / 2] ^= 1;
        Files.write(panes, bytes);

        assertThat(begin().summary())
                .contains(
                        "What was counted before could not be read, so the window begins anew: its checksum is wrong.");

        Files.writeString(folder.resolve("data").resolve(Store.REFERENCE), "{");
        assertThat(begin().summary())
                .contains("The reference is being learnt")
                .contains("What was learnt before could not be read, so it is learnt anew");
    }

    @Test
    void learnsAnewWhenTheModelTakesSomethingElse() {
        learnt().monitor.close();
        ModelSpec other = new ModelSpec(
                "fake", List.of(new TensorSpec("age", DataType.BYTES, Shape.of(-1))), Given.SPEC.outputs(), true);

        Replay replay = new Replay(Given.watched(folder, other), Given.settings());

        assertThat(replay.summary()).contains("so it is learnt anew").contains("0 of 5000 rows");
    }

    @Test
    void hasNothingToSayOfAModelThatIsNotLive() {
        Replay replay =
                new Replay(Given.watched(folder, new ModelSpec("fake", List.of(), List.of(), true)), Given.settings());

        replay.on(List.of(Given.row(random, 0)));

        assertThat(replay.health()).isEqualTo(Health.LEARNING);
        assertThat(replay.summary()).startsWith("Nothing is watched");
    }

    @Test
    void watchesOnlySoManyColumns() {
        List<TensorSpec> inputs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            inputs.add(new TensorSpec("x" + i, DataType.FP64, Shape.of(-1)));
        }
        inputs.add(new TensorSpec("picture", DataType.UINT8, Shape.of(-1, 224, 224, 3)));

        Replay replay = new Replay(
                Given.watched(folder, new ModelSpec("fake", inputs, Given.SPEC.outputs(), true)), Given.settings());

        assertThat(replay.meter("left.out", "")).isEqualTo(38);
    }

    @Test
    void holdsNoMoreThan64KibibytesAColumn() {
        Replay replay = learnt();
        for (int i = 0; i < 14; i++) {
            pane(replay, 0, 400);
        }

        assertThat(replay.monitor.retainedBytesMax()).isBetween(1_000L, 64L * 1024);
        assertThat(replay.meter("bytes", "")).isBetween(10_000.0, 4 * 64 * 1024.0);
    }
}
