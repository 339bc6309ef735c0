package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorFactory.Profiling;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reference that is made from a file. */
class FileProfileTest {
    private static final ModelSpec INPUTS_ONLY = new ModelSpec("", Given.SPEC.inputs(), List.of(), true);

    private final Path folder;
    private final Random random = new Random(5);

    FileProfileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Profiling begin(ModelSpec spec) {
        return new DriftComponent().profiling(spec).orElseThrow();
    }

    /** As read from a file: a fifth first, in batches. */
    private Profiling profile(ModelSpec spec, int rows) {
        Profiling profiling = begin(spec);
        for (int i = 0; i < rows; i += 100) {
            Answered batch = Given.rows(random, 0, 100);
            Tensors outputs = spec.outputs().isEmpty()
                    ? Tensors.empty()
                    : batch.response().outputs();
            if (i < rows / 5) {
                profiling.sample(batch.request().inputs(), outputs);
            } else {
                profiling.count(batch.request().inputs(), outputs);
            }
        }
        return profiling;
    }

    private void write(Profiling profiling) throws IOException {
        Files.createDirectories(folder.resolve("1"));
        Files.writeString(folder.resolve("1/profile.json"), profiling.text(Map.of("model", "credit")));
    }

    private Replay watched() {
        return new Replay(Given.watched(folder), Given.settings("reference", "1/profile.json"));
    }

    private void pane(Replay replay, double mean) {
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Given.row(random, mean));
        }
        replay.on(events);
        replay.advance(Duration.ofMinutes(5));
    }

    @Test
    void isWhatRequestsAreHeldAgainst() throws IOException {
        write(profile(Given.SPEC, 10_000));

        Replay replay = watched();
        pane(replay, 0);
        assertThat(replay.health()).isEqualTo(Health.GOOD);
        assertThat(replay.summary()).contains("None of 4 columns has moved");

        pane(replay, 2);
        assertThat(replay.health()).isEqualTo(Health.ALARM);
    }

    @Test
    void countsEveryRowAsOneObservationHoweverItWasRead() {
        String text = profile(Given.SPEC, 10_000).text(Map.of());

        assertThat(ProfileReader.read("profile.json", text).summaries())
                .hasSize(4)
                .allSatisfy(summary -> assertThat(summary.weight().effective()).isEqualTo(8_000));
    }

    /** One who learns from requests and one who reads the same rows count the same. */
    @Test
    void isWhatTheMonitorLearnsFromTheSameRows() throws IOException {
        List<Answered> rows = new ArrayList<>();
        for (int i = 0; i < 1_250; i++) { // the sketch of 250 rows keeps each of them
            rows.add(Given.row(random, 0));
        }
        Replay learner =
                new Replay(Given.watched(folder), Given.settings("reference_rows", "1250", "reference_time", "0s"));
        learner.on(rows);

        Profiling profiling = begin(Given.SPEC);
        for (int i = 0; i < rows.size(); i++) {
            Tensors inputs = rows.get(i).request().inputs();
            Tensors outputs = rows.get(i).response().outputs();
            if (i < 250) {
                profiling.sample(inputs, outputs);
            } else {
                profiling.count(inputs, outputs);
            }
        }

        Profile learnt = new Store(folder.resolve("data")).reference().orElseThrow();
        Profile read = ProfileReader.read("profile.json", profiling.text(Map.of()));
        assertThat(read.columns()).isEqualTo(learnt.columns());
        assertThat(read.summaries())
                .usingRecursiveComparison()
                .ignoringFields("quantiles") // a sketch that draws by chance: for the picture only
                .isEqualTo(learnt.summaries());
    }

    @Test
    void tellsWhereItComesFrom() {
        assertThat(profile(Given.SPEC, 1_000).text(Map.of("sha256", "ab12")))
                .contains("\"origin\" : {", "\"sha256\" : \"ab12\"");
    }

    @Test
    void withoutOutputsOnlyInputsAreWatchedAndItSaysSo() throws IOException {
        write(profile(INPUTS_ONLY, 10_000));

        Replay replay = watched();
        pane(replay, 2);

        assertThat(replay.health()).isEqualTo(Health.WARNING);
        assertThat(replay.summary()).contains("The profile has no outputs", "only inputs are watched");
        assertThat(replay.meter("left.out", "")).isEqualTo(1);
    }

    @Test
    void anOutputThatIsToBeWatchedMustBeInIt() throws IOException {
        write(profile(INPUTS_ONLY, 1_000));

        assertThatThrownBy(() -> new Replay(
                        Given.watched(folder), Given.settings("reference", "1/profile.json", "columns", "score")))
                .hasMessageContaining("the output 'score', a number of the model, is not in the profile");
    }

    @Test
    void fewRowsAreRefused() {
        assertThatThrownBy(() -> profile(Given.SPEC, 400).text(Map.of()))
                .hasMessageContaining("400 rows are too few for a profile, 500 are needed");
    }
}
