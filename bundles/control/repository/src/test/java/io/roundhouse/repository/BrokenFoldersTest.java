package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of broken folder is answered with what and where, and what was served before stays served. */
class BrokenFoldersTest {
    private final Path root;

    BrokenFoldersTest(@TempDir Path root) {
        this.root = root;
    }

    @FunctionalInterface
    interface Breakage {
        void to(Folders folders) throws IOException;
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                yaml(
                        "a key that is not known",
                        "batchign: {}",
                        "model.yaml:1:1: 'batchign' is not known here; did you mean 'batching'?"),
                yaml(
                        "a section that no room of the distribution has",
                        "feedbak: {}",
                        "model.yaml:1:1: 'feedbak' is not known here; did you mean 'feedback'?"),
                yaml(
                        "a room's section that is a word",
                        "engine: a\nfeedback: yes",
                        "model.yaml:2:1: 'feedback' must be a section of keys, was the single value 'yes'"),
                yaml(
                        "monitors that are no list",
                        "monitors: { drift: {} }",
                        "model.yaml:1:1: 'monitors' must be a list of sections, was a section"),
                yaml(
                        "two monitors in one entry",
                        "monitors:\n  - drift: {}\n    quality: {}",
                        "model.yaml:1:1: 'monitors' must name one monitor an entry, found [drift, quality] in one"),
                yaml(
                        "a monitor twice",
                        "monitors:\n  - drift\n  - drift: { window: 1h }",
                        "model.yaml:3:5: 'drift' is written twice; a monitor watches a model once"),
                yaml(
                        "an isolation that is none",
                        "engine: a\nisolation: procss",
                        "model.yaml:2:1: 'isolation' must be one of [by-engine, none, process], was 'procss'"),
                yaml(
                        "a skew that is none",
                        "skew: allow",
                        "model.yaml:1:1: 'skew' must be one of [refuse, warn], was 'allow'"),
                yaml(
                        "an arm's steps that are no list",
                        "traffic: { arms: { a: { transformers: tokenizer } } }",
                        "'transformers' must be a list of sections, was the single value 'tokenizer'"),
                arguments(
                        "a fitted file with a key that is not known",
                        (Breakage) folders -> folders.write("m/1/fitted.yaml", "chain: 0123456789ab\nrows: 7\n"),
                        "models/m/1/fitted.yaml:2:1: 'rows' is not known here"),
                yaml("no YAML", "engine: [onnx", "model.yaml:1:"),
                yaml("a tab for an indent", "traffic:\n\trouter: weighted", "model.yaml:2:1: "),
                yaml("a key twice", "engine: a\nengine: b", "model.yaml:2:1: 'engine' is written twice"),
                yaml("a list for a document", "- engine", "model.yaml:1:1: the document must be a section of keys"),
                yaml("an alias", "engine: &e a\nversions: [*e]", "model.yaml:2:12: aliases (*name) are not allowed"),
                yaml("a tag", "engine: !!java.net.URL x", "model.yaml:1:9: tags are not allowed"),
                yaml("nested too deep", "batching: " + "[".repeat(40) + "]".repeat(40), "nested more than 16 deep"),
                yaml("bytes that are no text", "engine: \u0000", "model.yaml"),
                yaml("another name", "name: b", "'name' must be 'm' like its folder, was 'b'"),
                yaml("an engine without a name", "engine: { threads: 2 }", "'name' is missing"),
                yaml("no version range", "engine: onnxruntime >=1.29", "must be like 1.29 (every 1.29.x) or [1.29,2)"),
                yaml(
                        "a version that is not there",
                        "versions: [7]",
                        "model.yaml:1:1: 'versions' asks for version '7', there are [1]"),
                yaml(
                        "an arm's version that is not there",
                        "traffic: { arms: { a: { version: 2 } } }",
                        "asks for version '2'"),
                yaml(
                        "a label that points nowhere",
                        "labels: { champion: 3 }",
                        "model.yaml:1:11: 'champion' asks for version '3', there are [1]"),
                yaml("a label that is no word", "labels: { 'a b': 1 }", "'a b' is no label: letters, digits"),
                yaml("a label that is a word twice", "labels: { a: 1, a: 1 }", "'a' is written twice"),
                yaml(
                        "more labels than anybody needs",
                        "labels: { "
                                + IntStream.range(0, 65)
                                        .mapToObj(i -> "l" + i + ": 1")
                                        .collect(Collectors.joining(", "))
                                + " }",
                        "'labels' has 65 labels, at most 64"),
                yaml(
                        "a step of two names",
                        "transformers: [ { a: {}, b: {} } ]",
                        "must name one step an entry, found [a, b]"),
                yaml("a list inside a list", "transformers: [ [ a ] ]", "a list inside the list 'transformers'"),
                yaml(
                        "a section that is a word",
                        "batching: yes\nengine: a",
                        "'batching' must be a section of keys, was the single value 'yes'"),
                yaml("too large", "#" + "x".repeat(300_000), "at most 262144 are allowed"),
                folder(
                        "an empty folder",
                        f -> Files.createDirectory(f.models.resolve("n")),
                        "models/n has no version folder; put the model's files into models/n/1"),
                folder(
                        "the model beside the versions",
                        f -> f.write("n/model.onnx", "x"),
                        "move models/n/model.onnx to models/n/1/model.onnx"),
                folder(
                        "an empty version",
                        f -> Folders.mkdir(f.models.resolve("n/1")),
                        "models/n/1 has no model file yet; put it there (what it is to be trained on, 'roundhouse fit'"
                                + " and 'roundhouse transform' make without it)"),
                folder(
                        "a version of which only the steps have learnt",
                        f -> f.write("n/1/fitted.yaml", FittedFileTest.TEXT),
                        "models/n/1 has fitted.yaml and no model file yet; train the model on what 'roundhouse"
                                + " transform' writes, and put it there"),
                folder(
                        "a next version of which only the steps have learnt",
                        f -> f.write("m/2/fitted.yaml", FittedFileTest.TEXT),
                        "models/m/2 has fitted.yaml and no model file yet"),
                folder(
                        "a version of which there is only a profile",
                        f -> f.write("n/1/profile.json", "{}"),
                        "models/n/1 has profile.json and no model file yet"),
                folder("an empty model", f -> f.write("n/1/model.onnx", ""), "models/n/1/model.onnx is empty, 0 bytes"),
                folder(
                        "a download in progress",
                        f -> f.write("n/1/model.onnx.part", "x"),
                        "models/n/1/model.onnx.part looks like a copy in progress"),
                folder(
                        "rsync in progress",
                        f -> f.write("n/1/.model.onnx.a1B2c3", "x"),
                        "looks like a copy in progress"),
                folder(
                        "another extension",
                        f -> {
                            f.write("n/1/model.onnx", "x");
                            f.write("n/model.yml", "");
                        },
                        "models/n/model.yml is not read; rename it to model.yaml"),
                folder(
                        "a folder for the file",
                        f -> {
                            f.write("n/1/model.onnx", "x");
                            f.write("n/model.yaml/x", "");
                        },
                        "models/n/model.yaml is not a file"),
                folder(
                        "a link out",
                        f -> {
                            f.write("n/1/model.onnx", "x");
                            Path secret = Files.writeString(f.root.resolve("secret"), "s");
                            Files.createSymbolicLink(f.models.resolve("n/1/vocabulary.txt"), secret);
                        },
                        "models/n/1/vocabulary.txt is a link to a file outside the folder of models"),
                folder(
                        "a link to nothing",
                        f -> {
                            Folders.mkdir(f.models.resolve("n/1"));
                            Files.createSymbolicLink(f.models.resolve("n/1/model.onnx"), f.root.resolve("gone"));
                        },
                        "is a link to a folder or to nothing"),
                folder(
                        "one version twice",
                        f -> {
                            f.write("n/1/model.onnx", "x");
                            f.write("n/01/model.onnx", "x");
                        },
                        "two folders of one version: '01' and '1'"),
                folder(
                        "one name twice",
                        f -> f.write("M/1/model.onnx", "x"),
                        "are two models of one name but for upper and lower case"));
    }

    private static Arguments yaml(String what, String content, String message) {
        return arguments(what, (Breakage) folders -> folders.write("m/model.yaml", content), message);
    }

    private static Arguments folder(String what, Breakage breakage, String message) {
        return arguments(what, breakage, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isReportedAndTheOldStateStays(String what, Breakage breakage, String message) throws IOException {
        Folders folders = new Folders(root);
        folders.write("m/1/model.onnx", "model");
        folders.settle();
        assertThat(folders.lifecycle.told).containsExactly("apply m", "firstLookDone");

        breakage.to(folders);
        folders.settle();

        assertThat(folders.lifecycle.told).hasSize(3);
        String told = folders.lifecycle.told.get(2);
        assertThat(told).startsWith("reject ").contains(message).doesNotContain(root.toString());
        assertThat(folders.lifecycle.applied).containsOnlyKeys("m");
    }
}
