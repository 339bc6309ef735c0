package io.roundhouse.offline;

import static io.roundhouse.offline.FakeSteps.add;
import static io.roundhouse.offline.FakeSteps.centre;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.Offline.Learnt;
import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Transform;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Offline.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps after a model learn from what it answers, and answer as it would with them. */
@SuppressWarnings("NullAway.Init")
class AfterModelTest {
    private static final Subject NEWEST = new Subject("model", Optional.empty());
    private static final Watch NOBODY = (doing, rows, share) -> {};

    @TempDir
    Path folder;

    private final FakeSteps steps = new FakeSteps();
    private final FakeModels models = new FakeModels();
    private FakeRepository repository;
    private Desk desk;
    private Path data;

    @BeforeEach
    void makeModel() throws IOException {
        repository = new FakeRepository(Files.createDirectories(folder.resolve("models")));
        Path version = Files.createDirectories(folder.resolve("models/model/2"));
        Files.writeString(version.resolve("model.bin"), "x");
        desk = new Desk(repository, steps, models, FakeServer.none(repository, steps));
        data = Files.writeString(folder.resolve("data.csv"), "id,a\n7,1\n8,2\n9,6\n");
    }

    @AfterEach
    void closesAll() {
        assertThat(steps.open).isZero();
        assertThat(models.open).isZero();
    }

    private Fitted fitted() {
        return repository.fitted("2");
    }

    private Fitted.After after() {
        return fitted().after().orElseThrow();
    }

    private static double value(Fitted.Step step) {
        return step.settings().number("value", 0, -1e9, 1e9);
    }

    private static void assertRefused(Runnable order, String message) {
        assertThatThrownBy(order::run).hasMessage(message);
    }

    @Test
    void learnFromWhatTheModelMakesOfWhatTheStepsBeforeLearnt() {
        repository.steps(
                List.of(centre("a", "a"), add("a", "x", 1)),
                List.of(add("y", "y", 1), centre("y", "z"), add("z", "z", 5)));

        Learnt learnt = desk.fit(NEWEST, data, NOBODY);

        // a: -2, -1, 3; x: -1, 0, 4; y: -2, 0, 8, and one more
        assertThat(learnt.steps()).containsExactly("centre", "centre");
        assertThat(learnt.waiting()).isEmpty();
        assertThat(learnt.passes()).isEqualTo(2);
        assertThat(value(fitted().steps().get(0))).isEqualTo(-3);
        assertThat(after().steps()).extracting(Fitted.Step::step).containsExactly("add", "centre");
        assertThat(value(after().steps().get(1))).isEqualTo(-3);
        assertThat(after().chain()).isEqualTo(repository.chain.hashAfter(2));
        assertThat(after().data()).isEqualTo(fitted().data());
        assertThat(after().rows()).isEqualTo(3);
    }

    @Test
    void theModelIsAskedForFewRowsAtOnce() throws IOException {
        repository.steps(List.of(), List.of(centre("y", "y")));
        Files.writeString(data, "x\n" + "4\n".repeat(70));

        Learnt learnt = desk.fit(NEWEST, data, NOBODY);

        assertThat(models.calls).containsExactly(32L, 32L, 6L);
        assertThat(learnt.rows()).isEqualTo(70);
        assertThat(value(after().steps().get(0))).isEqualTo(-8);
    }

    @Test
    void theModelIsNotLoadedWhereNobodyLearnsFromIt() {
        repository.steps(List.of(centre("a", "x")), List.of(add("y", "z", 1)));

        desk.fit(NEWEST, data, NOBODY);

        assertThat(models.calls).isEmpty();
        assertThat(fitted().after()).isEmpty();
    }

    @Test
    void waitForTheModelWhereThereIsNone() throws IOException {
        Files.delete(folder.resolve("models/model/2/model.bin"));
        Files.writeString(folder.resolve("models/model/2/fitted.yaml"), "x");
        repository.steps(List.of(centre("a", "x")), List.of(centre("y", "y")));

        Learnt learnt = desk.fit(NEWEST, data, NOBODY);

        assertThat(learnt.steps()).containsExactly("centre");
        assertThat(learnt.waiting()).containsExactly("centre");
        assertThat(fitted().after()).isEmpty();
        String none = "there is no model in the folder of version 2 of 'model' yet; put it there";
        assertRefused(() -> desk.fitAfter(NEWEST, data, NOBODY), none);
        assertRefused(() -> desk.answer(NEWEST, into("out.csv"), NOBODY), none);
    }

    private Transform into(String name, String... columns) {
        return new Transform(data, folder.resolve(name), List.of(columns), List.of("id"));
    }

    @Test
    void learnAloneFromOtherDataAndLeaveTheRest() throws IOException {
        repository.steps(List.of(centre("a", "x")), List.of(centre("y", "y")));
        desk.fit(NEWEST, data, NOBODY);
        Fitted first = fitted();
        Files.writeString(data, "a\n13\n");

        Learnt learnt = desk.fitAfter(NEWEST, data, NOBODY);

        assertThat(learnt.steps()).containsExactly("centre");
        assertThat(fitted().data()).isEqualTo(first.data()).isNotEqualTo(after().data());
        assertThat(fitted().rows()).isEqualTo(3);
        assertThat(fitted().steps()).isEqualTo(first.steps());
        assertThat(value(after().steps().get(0))).isEqualTo(-20); // of twice 13 - 3
        assertThat(after().rows()).isEqualTo(1);
    }

    @Test
    void cannotLearnAloneWhereThoseBeforeLearntForAnotherChain() {
        repository.steps(List.of(centre("a", "x")), List.of(centre("y", "y")));
        desk.fit(NEWEST, data, NOBODY);
        repository.steps(List.of(centre("a", "x"), add("x", "x", 1)), List.of(centre("y", "y")));

        assertThatThrownBy(() -> desk.fitAfter(NEWEST, data, NOBODY))
                .hasMessageContaining("was learnt for other steps");
    }

    @Test
    void sayWhenNothingIsToBeLearnt() {
        repository.steps(List.of(centre("a", "x")), List.of(add("y", "y", 1)));
        assertRefused(
                () -> desk.fitAfter(NEWEST, data, NOBODY),
                "no step after 'model:2' has anything to learn; without --after, those before it learn");
        repository.steps(List.of(), List.of());
        assertRefused(
                () -> desk.fit(NEWEST, data, NOBODY),
                "model 'model' has no steps before or after version 2; they stand under 'transformers' and 'after' in"
                        + " its model.yaml");
    }

    @Test
    void aColumnThatNobodyHasIsNamedWithTheStepThatReadsIt() {
        repository.steps(List.of(add("a", "x", 1)), List.of(centre("label", "z")));

        assertRefused(
                () -> desk.fit(NEWEST, data, NOBODY),
                "data.csv has no column 'label', which step 1 (centre) after the model reads; known are [a, id, x, y]");
        assertThat(repository.isFitted()).isFalse();
    }

    @Test
    void aLabelIsNotTakenFromWhatTheModelMakes() throws IOException {
        repository.steps(List.of(add("a", "x", 1)), List.of(add("y", "label", 0), centre("label", "z")));
        data = write("a,label\n1,1\n");

        assertRefused(
                () -> desk.fit(NEWEST, data, NOBODY),
                "step 2 (centre) after the model learns from the column 'label' of data.csv, but step 1 (add) after the"
                        + " model writes one of that name; give that of the file another");
    }

    @Test
    void answersAreWhatTheModelAndTheStepsAfterItLeave() throws IOException {
        repository.steps(List.of(centre("a", "x"), add("a", "b", 1)), List.of(add("y", "y", 1), centre("y", "z")));
        desk.fit(NEWEST, data, NOBODY);

        Written written = desk.answer(NEWEST, into("out.csv"), NOBODY);
        desk.answer(NEWEST, into("y.csv", "y"), NOBODY);

        assertThat(written.columns()).containsExactly("id", "z");
        assertThat(folder.resolve("out.csv")).hasContent("id,z\n7,-4\n8,-2\n9,6\n");
        assertThat(folder.resolve("y.csv")).hasContent("id,y\n7,-3\n8,-1\n9,7\n");
        assertThat(Files.readString(folder.resolve("out.csv.lineage.json")))
                .contains("\"name\" : \"model\"", "\"version\" : \"fake 7\"", "\"fitted_after_rows\" : 3");
        assertThatThrownBy(() -> desk.answer(NEWEST, into("b.csv", "b"), NOBODY))
                .hasMessageContaining("no step writes the column 'b', they write [y, z]");
    }

    @Test
    void answersAreRefusedWhereOtherStepsOrAnotherModelLearnt() {
        repository.steps(List.of(), List.of(centre("y", "z")));
        data = write("x\n1\n");
        desk.fit(NEWEST, data, NOBODY);
        Fitted learnt = fitted();
        Fitted.After after = after();

        repository.steps(List.of(), List.of(centre("y", "other")));
        assertThatThrownBy(() -> desk.answer(NEWEST, into("out.csv"), NOBODY))
                .hasMessageContaining("was learnt for other steps after the model");
        repository.steps(List.of(), List.of(centre("y", "z")));
        repository.write(
                Path.of("2"),
                new Fitted(
                        learnt.chain(),
                        learnt.data(),
                        1,
                        List.of(),
                        Optional.of(new Fitted.After(after.chain(), false, after.data(), 1, after.steps()))));
        assertRefused(
                () -> desk.answer(NEWEST, into("out.csv"), NOBODY),
                "the steps after 'model:2' learnt from another model file than lies there now; run 'roundhouse fit'"
                        + " again");
    }

    private Path write(String content) {
        try {
            return Files.writeString(data, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
