package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.Skew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    private final Path root;
    private final Folders folders;

    ModelFoldersTest(@TempDir Path root) {
        this.root = root;
        this.folders = new Folders(root);
    }

    @Test
    void servesTheHighestNumberOfAFolderWithoutConfiguration() {
        folders.write("m/9/model.onnx", "nine");
        folders.write("m/10/model.onnx", "ten");

        folders.settle();

        ModelDefinition wanted = applied();
        assertThat(wanted.arms()).containsExactly(new Arm("stable", "10", wanted.engine()));
        assertThat(wanted.engine().name()).isEqualTo("onnxruntime");
        assertThat(wanted.router().name()).isEqualTo("weighted");
        assertThat(wanted.versions()).hasSize(1);
    }

    @Test
    void servesTheVersionsOfTheArmsOldestFirst() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/2/model.onnx", "2");
        folders.write("m/model.yaml", """
                engine: { name: onnxruntime, version: "[1.20,2)", threads: 2 }
                transformers: [ a, b: { x: 1 } ]
                traffic:
                  arms:
                    stable: { version: 2, weight: 95 }
                    canary: { version: 1, weight: 5, engine: "onnxruntime 1.29" }
                """);

        folders.settle();

        ModelDefinition wanted = applied();
        assertThat(wanted.versions())
                .extracting(artifact -> artifact.id().version())
                .containsExactly("1", "2");
        assertThat(wanted.arms()).extracting(Arm::name).containsExactly("stable", "canary");
        assertThat(wanted.engine().range()).isEqualTo("[1.20,2)");
        assertThat(wanted.engine().settings().keys()).containsExactly("threads");
        assertThat(wanted.arms().get(1).engine().range()).isEqualTo("1.29");
        assertThat(wanted.arms().get(1).engine().settings().keys()).containsExactly("threads");
        assertThat(wanted.chain().before()).extracting(step -> step.name()).containsExactly("a", "b");
        assertThat(wanted.chain().before().get(1).settings().text("x")).isEqualTo("1");
    }

    @Test
    void anArmMayHaveAChainOfItsOwn() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/model.yaml", """
                transformers: [ a ]
                after: [ z ]
                traffic:
                  arms:
                    stable: { weight: 1 }
                    bare: { transformers: [] }
                    other: { transformers: [ a: { x: 1 } ], after: [ y, z ] }
                """);

        folders.settle();

        assertThat(applied().arms())
                .extracting(
                        arm -> arm.chain().before().toString(),
                        arm -> arm.chain().after().size())
                .containsExactly(
                        tuple("[Plugin[name=a, range=, settings={}]]", 1),
                        tuple("[]", 1),
                        tuple("[Plugin[name=a, range=, settings={x=1}]]", 2));
    }

    @Test
    void refusesSkewUnlessTheModelSaysOtherwise() {
        folders.write("m/1/model.onnx", "1");
        folders.settle();
        assertThat(applied().skew()).isEqualTo(Skew.REFUSE);

        folders.write("m/model.yaml", "skew: warn");
        folders.settle();

        assertThat(applied().skew()).isEqualTo(Skew.WARN);
    }

    @Test
    void handsOnWhatTheStepsOfAVersionLearnt() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/2/model.onnx", "2");
        folders.write("m/2/fitted.yaml", FittedFileTest.TEXT);
        folders.write("m/model.yaml", "versions: [1, 2]");

        folders.settle();

        assertThat(applied().fitted()).containsExactly(entry("2", FittedFileTest.FITTED));
    }

    @Test
    void handsOnTheSectionsOfOtherRoomsAsTheyAreWritten() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/model.yaml", "feedback: { keep: 2h }\nrollout: {}\n");

        folders.settle();

        ModelDefinition wanted = applied();
        assertThat(wanted.sections()).containsOnlyKeys("feedback", "rollout");
        assertThat(wanted.sections().values())
                .extracting(section -> section.text("keep", "none"), Settings::place)
                .contains(tuple("2h", "models/m/model.yaml:1:1"));
    }

    @Test
    void handsOnMonitorsByTheirNames() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/model.yaml", """
                monitors:
                  - drift: { window: 1h }
                  - quality
                """);

        folders.settle();

        Settings monitors = applied().sections().getOrDefault("monitors", Settings.empty());
        assertThat(monitors.keys()).containsExactly("drift", "quality");
        assertThat(monitors.section("drift").text("window")).isEqualTo("1h");
        assertThat(monitors.section("drift").place()).isEqualTo("models/m/model.yaml:2:5");
        assertThat(monitors.section("quality").keys()).isEmpty();
    }

    @Test
    void offersEveryVersionToARollout() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/2/model.onnx", "2");
        folders.write("m/3/model.onnx", "3");
        folders.write("m/model.yaml", "rollout: {}\n");

        folders.settle();

        assertThat(applied().versions())
                .extracting(artifact -> artifact.id().version())
                .containsExactly("1", "2", "3");
        assertThat(applied().arms()).singleElement().satisfies(arm -> assertThat(arm.version())
                .isEqualTo("3"));
    }

    @Test
    void servesTheVersionsOfTheLabels() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/2/model.onnx", "2");
        folders.write("m/model.yaml", "labels: { champion: 1, stable: 2 }");

        folders.settle();

        assertThat(applied().labels()).containsOnly(entry("champion", "1"), entry("stable", "2"));
        assertThat(applied().versions())
                .extracting(artifact -> artifact.id().version())
                .containsExactly("1", "2");
    }

    @Test
    void refusesALabelOfTwoMeanings() {
        folders.write("m/1/model.onnx", "1");
        folders.write("m/2/model.onnx", "2");
        folders.write("m/model.yaml", "labels: { stable: 1 }");
        folders.write("n/1/model.onnx", "1");
        folders.write("n/2/model.onnx", "2");
        folders.write("n/model.yaml", "labels: { '1': 2 }");

        folders.settle();

        assertThat(folders.lifecycle.applied).isEmpty();
        assertThat(folders.lifecycle.told)
                .anySatisfy(reason -> assertThat(reason)
                        .endsWith("'stable' points to version 1, but the arm of that name answers with version 2;"
                                + " an arm's name is a label by itself"))
                .anySatisfy(reason ->
                        assertThat(reason).endsWith("'1' is the name of a version too, but points to version 2"));
    }

    @Test
    void neverReadsAFolderThatGrows() {
        folders.write("m/1/model.onnx", "a");
        for (int i = 0; i < 20; i++) {
            folders.folders.look();
            folders.now += Folders.SETTLE.toNanos() / 2;
            folders.write("m/1/model.onnx", "a".repeat(i + 2));
        }
        assertThat(folders.lifecycle.applied).isEmpty();

        folders.settle();
        assertThat(folders.lifecycle.applied).containsOnlyKeys("m");
    }

    @Test
    void readsAnOldFolderAtTheFirstLookWithoutWaiting() {
        folders.write("m/1/model.onnx", "a");
        folders.wallMillis = System.currentTimeMillis() + 3_600_000;

        folders.folders.look();

        assertThat(folders.lifecycle.told).containsExactly("apply m", "firstLookDone");
    }

    @Test
    void servesACopyThatOutlivesTheFolder() throws IOException {
        folders.write("m/1/model.onnx", "content");
        folders.settle();
        Path copy = applied().versions().get(0).directory().resolve("model.onnx");

        folders.write("m/1/model.onnx", "overwritten");

        assertThat(copy).hasContent("content");
        assertThat(copy).startsWith(folders.store);
        assertThat(Files.isSameFile(copy, folders.models.resolve("m/1/model.onnx")))
                .isFalse();
    }

    @Test
    void tellsAChangeOnceAndRemovesTheOldCopy() throws IOException {
        folders.write("m/1/model.onnx", "old");
        folders.settle();
        String oldDigest = applied().versions().get(0).digest();

        folders.write("m/1/model.onnx", "newer");
        folders.settle();
        folders.settle();

        assertThat(folders.lifecycle.told).containsExactly("apply m", "firstLookDone", "apply m");
        String digest = applied().versions().get(0).digest();
        assertThat(digest).isNotEqualTo(oldDigest);
        assertThat(stored()).containsExactly(digest);
    }

    @Test
    void keepsTheOldCopyWhileTheNewVersionFails() throws IOException {
        folders.write("m/1/model.onnx", "old");
        folders.settle();

        folders.lifecycle.failure = "models/m/1 is no model";
        folders.write("m/1/model.onnx", "newer");
        folders.settle();

        assertThat(stored()).hasSize(2);
    }

    @Test
    void sweepsWhatAnEarlierProcessLeft() throws IOException {
        Folders.mkdir(folders.store.resolve("copy-7/x"));
        Folders.mkdir(folders.store.resolve("0123abcd"));
        folders.write("m/1/model.onnx", "a");

        folders.settle();

        assertThat(stored()).containsExactly(applied().versions().get(0).digest());
    }

    @Test
    void removesAFolderOnlyWhenItStaysAway() throws IOException {
        folders.write("m/1/model.onnx", "a");
        folders.settle();
        Files.move(folders.models.resolve("m"), root.resolve("away"));
        folders.folders.look();
        Files.move(root.resolve("away"), folders.models.resolve("m"));
        folders.settle();
        assertThat(folders.lifecycle.told).doesNotContain("remove m");

        Files.move(folders.models.resolve("m"), root.resolve("away"));
        folders.settle();
        assertThat(folders.lifecycle.told).endsWith("remove m");
        assertThat(stored()).isEmpty();
    }

    @Test
    void changesNothingWhenTheWholeDirectoryIsGone() throws IOException {
        folders.write("m/1/model.onnx", "a");
        folders.settle();

        Files.move(folders.models, root.resolve("unmounted"));
        folders.settle();

        assertThat(folders.lifecycle.applied).containsOnlyKeys("m");
    }

    @Test
    void anUnloadedModelStaysAwayUntilItsFolderChanges() {
        folders.write("m/1/model.onnx", "a");
        folders.settle();

        folders.operations.unload("m");
        folders.settle();
        assertThat(folders.lifecycle.applied).isEmpty();

        folders.write("m/1/model.onnx", "changed");
        folders.settle();
        assertThat(folders.lifecycle.applied).containsOnlyKeys("m");
    }

    @Test
    void loadsAnUnloadedModelAgain() {
        folders.write("m/1/model.onnx", "a");
        folders.settle();
        folders.operations.unload("m");

        folders.operations.load("m");

        assertThat(folders.lifecycle.applied).containsOnlyKeys("m");
    }

    @Test
    void loadAnswersWithTheReasonOfAFailure() {
        folders.write("m/1/model.onnx", "a");
        folders.settle();

        folders.lifecycle.failure = "models/m/1/model.onnx is no ONNX model";
        assertThatThrownBy(() -> folders.operations.load("m"))
                .hasMessage("models/m/1/model.onnx is no ONNX model")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.LOAD_FAILED);

        folders.write("m/model.yaml", "engin: x");
        assertThatThrownBy(() -> folders.operations.load("m"))
                .hasMessageContaining("models/m/model.yaml:1:1: 'engin' is not known here; did you mean 'engine'?")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void loadOfAnUnknownNameSuggestsTheNearest() {
        folders.write("fraud/1/model.onnx", "a");

        assertThatThrownBy(() -> folders.operations.load("fruad"))
                .hasMessage("no model folder 'fruad'; did you mean 'fraud'? Known are [fraud]");
    }

    @Test
    void aRejectedFolderIsReadAgainWhenItIsMended() {
        folders.write("m/1/model.onnx", "a");
        folders.write("m/model.yaml", "engin: x");
        folders.settle();
        assertThat(folders.lifecycle.applied).isEmpty();

        folders.write("m/model.yaml", "engine: x");
        folders.settle();

        assertThat(applied().engine().name()).isEqualTo("x");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        folders.write("m/1/model.onnx", "a");
        folders.write("m/model.yaml", "\uFEFFengine: x\r\n");

        folders.settle();

        assertThat(applied().engine().name()).isEqualTo("x");
    }

    @Test
    void passesOverHiddenFilesAndFilesBesideTheFolders() {
        folders.write("README.md", "x");
        folders.write(".git/config", "x");
        folders.write("m/1/model.onnx", "a");
        folders.write("m/1/.DS_Store", "x");

        folders.settle();

        assertThat(folders.lifecycle.told).containsExactly("apply m", "firstLookDone");
        assertThat(applied().versions().get(0).directory().resolve(".DS_Store")).doesNotExist();
    }

    @Test
    void equalFilesHaveEqualDigests() {
        folders.write("a/1/model.onnx", "same");
        folders.write("b/1/model.onnx", "same");

        folders.settle();

        assertThat(folders.lifecycle.applied.values())
                .extracting(wanted -> wanted.versions().get(0).digest())
                .containsOnly(folders.lifecycle
                        .applied
                        .values()
                        .iterator()
                        .next()
                        .versions()
                        .get(0)
                        .digest());
    }

    private ModelDefinition applied() {
        ModelDefinition wanted = folders.lifecycle.applied.get("m");
        assertThat(wanted).isNotNull();
        return java.util.Objects.requireNonNull(wanted);
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> entries = Files.list(folders.store)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
