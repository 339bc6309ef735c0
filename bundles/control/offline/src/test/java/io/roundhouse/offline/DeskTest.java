package io.roundhouse.offline;

import static io.roundhouse.offline.FakeSteps.add;
import static io.roundhouse.offline.FakeSteps.centre;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Offline.Learnt;
import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Transform;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Offline.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DeskTest {
    private static final Subject NEWEST = new Subject("model", Optional.empty());
    private static final Watch NOBODY = (doing, rows, share) -> {};

    @TempDir
    Path folder;

    private final FakeSteps steps = new FakeSteps();
    private FakeRepository repository;
    private Desk desk;
    private Path data;

    @BeforeEach
    void makeModel() throws IOException {
        repository = new FakeRepository(Files.createDirectories(folder.resolve("models")));
        Files.createDirectories(folder.resolve("models/model/2"));
        desk = new Desk(repository, steps, new FakeModels(), FakeServer.none(repository, steps));
        data = Files.writeString(folder.resolve("data.csv"), "id,a,b,label\n007,1,10,0\n008,2,20,1\n009,6,60,1\n");
    }

    @AfterEach
    void closesEveryStep() {
        assertThat(steps.open).isZero();
    }

    private Learnt fit() {
        return desk.fit(NEWEST, data, NOBODY);
    }

    private double learnt(int index) {
        return repository.fitted("2").steps().get(index).settings().number("value", 0, -1e9, 1e9);
    }

    @Test
    void stepsThatDoNotNeedEachOtherLearnInOnePass() {
        repository.steps(centre("a", "a"), centre("b", "b"));

        Learnt learnt = fit();

        assertThat(learnt.passes()).isEqualTo(1);
        assertThat(learnt.steps()).containsExactly("centre", "centre");
        assertThat(learnt.rows()).isEqualTo(3);
        assertThat(learnt.file()).isEqualTo(folder.resolve("models/model/2/fitted.yaml"));
        assertThat(learnt(0)).isEqualTo(-3);
        assertThat(learnt(1)).isEqualTo(-30);
    }

    @Test
    void aStepDoesNotHearTheWordThatIsTheServers() {
        Settings settings = Settings.of(Map.of("from", "a", "to", "a", "cache", "false"));
        repository.steps(new Plugin("centre", "", settings));

        fit();
        Path out = folder.resolve("out.csv");
        desk.transform(NEWEST, new Transform(data, out, List.of(), List.of()), NOBODY);

        assertThat(repository.fitted("2").steps().get(0).settings().keys())
                .containsExactlyInAnyOrder("from", "to", "value");
        assertThat(out).exists();
    }

    @Test
    void aStepLearnsFromWhatEarlierOnesMakeOfTheData() {
        repository.steps(add("a", "c", 100), centre("c", "c"), add("c", "c", 5), centre("c", "d"));

        Learnt learnt = fit();

        assertThat(learnt.passes()).isEqualTo(2);
        assertThat(learnt(1)).isEqualTo(-103);
        assertThat(learnt(3)).isEqualTo(-5);
    }

    @Test
    void aStepThatSawAColumnWhichAnotherTurnsOutToWriteLearnsAgain() {
        repository.steps(centre("a", "b"), centre("b", "b"));

        Learnt learnt = fit();

        assertThat(learnt.passes()).isEqualTo(2);
        assertThat(learnt(1)).isEqualTo(0);
    }

    @Test
    void whatWasLearntFromThatIsLearntAgainToo() {
        // first pass: 0 and, by mistake, 1 learn; second: 1 and 2 learn, as 1 is taken to write b only; third: 2 again
        repository.steps(centre("a", "b"), centre("b", "c"), centre("c", "d"), add("d", "e", 1));
        writeData("a,b,c\n1,10,7\n2,20,7\n6,60,7\n");

        fit();

        assertThat(learnt(0)).isEqualTo(-3);
        assertThat(learnt(1)).isEqualTo(0);
        assertThat(learnt(2)).isEqualTo(0);
    }

    private void writeData(String content) {
        try {
            Files.writeString(data, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStepCanLearnFromAColumnThatOnlyAnotherLearningOneMakes() {
        repository.steps(centre("a", "new"), add("new", "newer", 1), centre("newer", "newest"));

        Learnt learnt = fit();

        assertThat(learnt.passes()).isEqualTo(2);
        assertThat(learnt(2)).isEqualTo(-1);
    }

    @Test
    void recordsOfWhatAndByWhomItWasLearnt() {
        repository.steps(add("a", "a", 1), centre("a", "a"));

        fit();

        Fitted fitted = repository.fitted("2");
        assertThat(fitted.chain()).isEqualTo(repository.chain.hash());
        assertThat(fitted.data()).matches("[0-9a-f]{64}");
        assertThat(fitted.rows()).isEqualTo(3);
        assertThat(fitted.steps()).extracting(Fitted.Step::step).containsExactly("add", "centre");
        assertThat(fitted.steps()).extracting(Fitted.Step::version).containsOnly("1.2.0");
    }

    @Test
    void sameDataSameParametersWhateverItsFormat() throws IOException {
        repository.steps(centre("a", "a"));
        fit();
        double first = learnt(0);
        Path json = Files.writeString(folder.resolve("data.jsonl"), "{\"a\":1}\n{\"a\":2}\n{\"a\":6}\n");

        desk.fit(NEWEST, json, NOBODY);

        assertThat(learnt(0)).isEqualTo(first);
    }

    @Test
    void aMissingColumnIsNamedWithTheStepThatReadsIt() {
        repository.steps(add("a", "a", 1), centre("aa", "aa"));

        assertThatThrownBy(this::fit)
                .hasMessage("data.csv has no column 'aa', which step 2 (centre) reads; did you mean 'a'? Known are"
                        + " [a, b, id, label]");
        assertThat(repository.isFitted()).isFalse();
    }

    @Test
    void stepsThatHaveNothingToLearnAreWrittenDownToo() {
        repository.steps(add("a", "a", 1));

        Learnt learnt = fit();

        assertThat(learnt.passes()).isZero();
        assertThat(learnt.steps()).isEmpty();
        assertThat(repository.fitted("2").steps()).hasSize(1);
    }

    private Written transform(Path out, List<String> columns, List<String> keep) {
        return desk.transform(NEWEST, new Transform(data, out, columns, keep), NOBODY);
    }

    @Test
    void transformsByWhatWasLearntAndKeepsWhatIsAskedFor() throws IOException {
        repository.steps(centre("a", "x"), add("x", "y", 0.5), add("b", "z", 1));
        fit();
        Path out = folder.resolve("out.csv");

        Written written = transform(out, List.of(), List.of("label", "id"));

        assertThat(written.columns()).containsExactly("label", "id", "y", "z");
        assertThat(written.rows()).isEqualTo(3);
        assertThat(out).hasContent("label,id,y,z\n0,007,-1.5,11\n1,008,-0.5,21\n1,009,3.5,61\n");
    }

    @Test
    void readsAndRunsOnlyWhatTheWantedColumnsNeed() throws IOException {
        repository.steps(add("a", "x", 1), add("nowhere", "y", 1));
        Path out = folder.resolve("out.jsonl");

        transform(out, List.of("x"), List.of("id:number"));

        assertThat(out).hasContent("{\"id\":7,\"x\":2}\n{\"id\":8,\"x\":3}\n{\"id\":9,\"x\":7}\n");
    }

    @Test
    void saysBesideTheFileWhereItComesFrom() throws IOException {
        repository.steps(centre("a", "x"));
        fit();

        transform(folder.resolve("out.csv"), List.of(), List.of());

        assertThat(Files.readString(folder.resolve("out.csv.lineage.json")))
                .contains(
                        "\"chain\" : \"" + repository.chain.hash() + "\"",
                        "\"fitted_on\" : \"" + repository.fitted("2").data() + "\"",
                        "\"version\" : \"1.2.0\"",
                        "\"data\" : \"" + repository.fitted("2").data() + "\"");
    }

    @Test
    void refusesStepsThatLearntForAnotherChain() {
        repository.steps(centre("a", "x"));
        fit();
        repository.steps(centre("a", "y"));

        assertThatThrownBy(() -> transform(folder.resolve("out.csv"), List.of(), List.of()))
                .hasMessageContaining("was learnt for other steps")
                .hasMessageContaining("roundhouse fit");
    }

    @Test
    void refusesStepsThatHaveNotLearnt() {
        repository.steps(centre("a", "x"));

        assertThatThrownBy(() -> transform(folder.resolve("out.csv"), List.of(), List.of()))
                .hasMessageContaining("roundhouse fit");
    }

    @Test
    void namesColumnsThatAreNotThere() {
        repository.steps(add("a", "x", 1));
        Path out = folder.resolve("out.csv");

        assertThatThrownBy(() -> transform(out, List.of("b"), List.of()))
                .hasMessageContaining("no step writes the column 'b', they write [x]");
        assertThatThrownBy(() -> transform(out, List.of(), List.of("lable")))
                .hasMessageContaining("no column 'lable' to keep; did you mean 'label'?");
        assertThatThrownBy(() -> desk.fit(new Subject("model", Optional.of("3")), data, NOBODY))
                .hasMessageContaining("no version 3, there are [1, 2]");
        assertThatThrownBy(() -> desk.fit(new Subject("mdl", Optional.empty()), data, NOBODY))
                .hasMessageContaining("there is no model folder");
    }

    @Test
    void aFailureInTheMiddleLeavesTheOldFileAndNothingElse() throws IOException {
        repository.steps(add("a", "x", 1));
        Files.writeString(data, "a\n" + "1\n".repeat(3_000) + "666\n");
        Path out = Files.writeString(folder.resolve("out.csv"), "old");

        assertThatThrownBy(() -> transform(out, List.of(), List.of()))
                .hasMessage("rows 2049 to 3001, step 1 (add): row 953: 666 is not allowed");

        assertThat(out).hasContent("old");
        assertThat(names()).containsExactlyInAnyOrder("data.csv", "models", "out.csv");
    }

    @Test
    void anInterruptInTheMiddleLeavesNothing() throws IOException {
        repository.steps(add("a", "x", 1));
        Files.writeString(data, "a\n" + "1\n".repeat(100_000));
        List<String> during = new ArrayList<>();
        Watch impatient = (doing, rows, share) -> {
            during.addAll(names());
            Thread.currentThread().interrupt();
        };

        assertThatThrownBy(() -> desk.transform(
                        NEWEST, new Transform(data, folder.resolve("out.csv"), List.of(), List.of()), impatient))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("interrupted");

        assertThat(during).contains("out.csv.part").doesNotContain("out.csv");
        assertThat(names()).containsExactlyInAnyOrder("data.csv", "models");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void closingEndsWhatRunsAndLetsNothingBegin() throws Exception {
        repository.steps(add("a", "x", 1));
        Files.writeString(data, "a\n" + "1\n".repeat(100_000));
        Thread closer = new Thread(desk::close);
        Watch closing = (doing, rows, share) -> {
            if (closer.getState() == Thread.State.NEW) {
                closer.start();
            }
            LockSupport.park(); // until it is interrupted
        };

        assertThatThrownBy(() -> desk.transform(
                        NEWEST, new Transform(data, folder.resolve("out.csv"), List.of(), List.of()), closing))
                .hasMessageContaining("interrupted");

        closer.join();
        assertThat(names()).containsExactlyInAnyOrder("data.csv", "models");
        assertThatThrownBy(this::fit).hasMessageContaining("one at a time");
    }

    @Test
    void whatAKilledRunLeftIsBegunAnew() throws IOException {
        repository.steps(add("a", "x", 1));
        Files.writeString(folder.resolve("out.csv.part"), "x\n2\n3\nhalf of a very long line that was being writ");

        transform(folder.resolve("out.csv"), List.of(), List.of());

        assertThat(folder.resolve("out.csv")).hasContent("x\n2\n3\n7\n");
        assertThat(names()).doesNotContain("out.csv.part");
    }

    @Test
    void doesOneThingAtATime() {
        repository.steps(add("a", "x", 1));
        Watch greedy = (doing, rows, share) -> fit();

        assertThatThrownBy(() -> desk.transform(
                        NEWEST, new Transform(data, folder.resolve("out.csv"), List.of(), List.of()), greedy))
                .hasMessage("another fit, transform, profile or comparison is running; one at a time");
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
