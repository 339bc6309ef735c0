package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Profiler.Profiled;
import io.roundhouse.spi.transformer.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of files, by a monitor that keeps all it is told. */
class ProfileDeskTest {
    private static final Subject NEWEST = new Subject("model", Optional.empty());
    private static final Watch NOBODY = (doing, rows, share) -> {};
    private static final int ROWS = 5_000;
    private static final int FIRST = 1_000; // beyond 666

    private final Path folder;

    private final FakeSteps steps = new FakeSteps();
    private final FakeProfile profile = new FakeProfile();
    private final FakeServer server = new FakeServer(new ModelId("model", "2"), List.of(step()));
    private FakeRepository repository;
    private Desk desk;
    private Path data;

    ProfileDeskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Transformer step() {
        ModelArtifact artifact = new ModelArtifact(new ModelId("model", "2"), Path.of("model/2"), "b");
        Plugin add = FakeSteps.add("a", "a", 0);
        return steps.find(add).factory().create(artifact, add.settings());
    }

    @BeforeEach
    void makeModel() throws IOException {
        repository = new FakeRepository(Files.createDirectories(folder.resolve("models")));
        Files.createDirectories(folder.resolve("models/model/2"));
        data = write(IntStream.range(FIRST, FIRST + ROWS).mapToObj(i -> i + "," + 2 * i + "," + 3 * i + ",h" + i));
        desk = desk(server);
    }

    private Desk desk(@Nullable FakeServer served) {
        return new Desk(
                repository,
                steps,
                new FakeModels(),
                new ProfileDesk(repository, steps, () -> profile, () -> served, System::nanoTime));
    }

    private Path write(Stream<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("a,v_0,v_1,home"));
        lines.forEach(all::add);
        return Files.write(folder.resolve("data.csv"), all);
    }

    @AfterEach
    void givesBackWhatItTook() {
        assertThat(server.leases).isZero();
        assertThat(steps.open).as("the server's").isEqualTo(1);
    }

    private Profiled profile() {
        return desk.profile(NEWEST, data, false, NOBODY);
    }

    @Test
    void everyRowIsSeenOnceWithWhatTheModelAnswers() throws IOException {
        Profiled done = profile();

        List<Double> seen = new ArrayList<>(profile.sampled);
        seen.addAll(profile.counted);
        assertThat(seen).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            assertThat(profile.outputs.get(i)).isEqualTo(6 * seen.get(i));
            assertThat(profile.words.get(i)).isEqualTo("h" + seen.get(i).intValue());
        }
        assertThat(seen.stream().sorted())
                .containsExactlyElementsOf(IntStream.range(FIRST, FIRST + ROWS)
                        .mapToObj(i -> (double) i)
                        .toList());
        assertThat(done.rows()).isEqualTo(ROWS);
        assertThat(done.inputs()).containsExactly("a", "v", "home");
        assertThat(done.outputs()).containsExactly("sum");
        assertThat(done.withoutOutputs()).isEmpty();
        assertThat(done.file())
                .isEqualTo(folder.resolve("models/model/2/profile.json"))
                .hasContent("profile");
        assertThat(profile.origin)
                .containsEntry("model", "model")
                .containsEntry("version", "2")
                .containsEntry("model_sha256", "b")
                .containsEntry("config", "c1")
                .containsEntry("rows", "5000")
                .containsKey("data_sha256");
    }

    @Test
    void theSampleIsAFifthOfAllOfTheFile() {
        profile();

        assertThat(profile.sampled.size()).isBetween(ROWS / 5 - 100, ROWS / 5 + 100);
        for (int from = FIRST; from < FIRST + ROWS; from += 500) { // files are sorted
            int low = from;
            assertThat(profile.sampled.stream().filter(a -> a >= low && a < low + 500))
                    .hasSizeBetween(60, 140);
        }
    }

    @Test
    void rowsThatTheModelRefusesAreLeftOutAndTold() throws IOException {
        data = write(IntStream.range(0, ROWS).mapToObj(i -> (i % 1000 == 7 ? 666 : 1) + ",1,1,x"));

        Profiled done = profile();

        assertThat(done.rows()).isEqualTo(ROWS - 5);
        assertThat(done.refused()).isEqualTo(5);
        assertThat(done.refusal()).contains("666 is not allowed");
        assertThat(profile.sampled.size() + profile.counted.size()).isEqualTo(ROWS - 5);
    }

    @Test
    void aModelThatRefusesAllIsAMistake() throws IOException {
        data = write(IntStream.range(0, 100).mapToObj(i -> "666,1,1,x"));

        assertThatThrownBy(this::profile)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("the model refuses every row, the first as row 1: 666 is not allowed");
        assertThat(folder.resolve("models/model/2")).isEmptyDirectory();
    }

    @Test
    void aBusyServerIsAskedAgain() {
        server.busy = 2;

        assertThat(profile().rows()).isEqualTo(ROWS);
        assertThat(server.asked).isEqualTo(ROWS);
    }

    @Test
    void aModelThatChangesMeanwhileEndsIt() {
        Watch changing = (doing, rows, share) -> server.config = "c2";

        assertThatThrownBy(() -> desk.profile(NEWEST, data, false, changing))
                .hasMessageContaining("model 'model:2' was changed while it was asked; run it again");
        assertThat(folder.resolve("models/model/2")).isEmptyDirectory();
    }

    @Test
    void anInterruptLeavesNothing() {
        Watch interrupting = (doing, rows, share) -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> desk.profile(NEWEST, data, false, interrupting))
                .hasMessageContaining("interrupted; nothing was written");
        assertThat(folder.resolve("models/model/2")).isEmptyDirectory();
    }

    @Test
    void whereItIsNotServedWhatTheStepsReadIsProfiled() {
        repository.steps(FakeSteps.add("a", "b", 1));
        desk = desk(null);

        Profiled done = profile();

        assertThat(done.inputs()).containsExactly("a");
        assertThat(done.outputs()).isEmpty();
        assertThat(done.withoutOutputs()).isEqualTo("as no model of that folder is served here");
        assertThat(profile.outputs).isEmpty();
        assertThat(profile.sampled.size() + profile.counted.size()).isEqualTo(ROWS);
        assertThat(profile.origin).containsKey("without_outputs").doesNotContainKey("config");
    }

    @Test
    void aVersionThatIsNotServedIsSaidSo() {
        repository.steps(FakeSteps.add("a", "b", 1));

        Profiled done = desk.profile(new Subject("model", Optional.of("1")), data, false, NOBODY);

        assertThat(done.withoutOutputs()).isEqualTo("as it is not served: only model:2 is here");
        assertThat(done.file())
                .isEqualTo(folder.resolve("models/model/1/profile.json"))
                .exists();
    }

    @Test
    void aCopyOfTheServedFolderIsTheSameModel() throws IOException {
        Path copy = folder.resolve("elsewhere/model");
        Files.createDirectories(copy.resolve("2"));

        Profiled done = desk.profile(new Subject(copy.toString(), Optional.empty()), data, false, NOBODY);
        assertThat(done.outputs()).containsExactly("sum");
        assertThat(done.file()).isEqualTo(copy.resolve("2/profile.json"));

        Files.writeString(copy.resolve("model.yaml"), "engine: other");
        repository.steps(FakeSteps.add("a", "b", 1));
        Profiled other = desk.profile(new Subject(copy.toString(), Optional.empty()), data, false, NOBODY);
        assertThat(other.withoutOutputs()).contains("no model of that folder is served here");
    }

    @Test
    void withoutStepsAndServerNobodyKnowsWhatItTakes() {
        assertThatThrownBy(() -> desk.profile(NEWEST, data, true, NOBODY))
                .hasMessageContaining("model 'model:2' has no steps before it that would say what it takes, and it is"
                        + " not asked, as was asked for");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        data = Files.writeString(folder.resolve("data.csv"), "a,v_0,home\n1,2,x\n");

        assertThatThrownBy(this::profile)
                .hasMessageContaining("data.csv has no column 'v_1', which the model's input v")
                .hasMessageContaining("did you mean 'v_0'?");
    }

    @Test
    void withoutTheMonitorThereIsNoProfile() {
        desk = new Desk(
                repository,
                steps,
                new FakeModels(),
                new ProfileDesk(repository, steps, () -> null, () -> server, System::nanoTime));

        assertThatThrownBy(this::profile).hasMessageContaining("feature:install roundhouse-drift");
    }
}
