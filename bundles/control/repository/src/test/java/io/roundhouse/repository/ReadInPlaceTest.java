package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model folder anywhere, read without serving it. */
class ReadInPlaceTest {
    private final Path root;
    private final Folders folders;

    ReadInPlaceTest(@TempDir Path root) {
        this.root = root;
        this.folders = new Folders(root);
    }

    @Test
    void saysWhatServingWouldSayWithoutACopy() {
        folders.write("m/1/model.onnx", "one");
        folders.write("m/1/fitted.yaml", FittedFileTest.TEXT);
        folders.write("m/model.yaml", "transformers: [ impute, clip ]");
        folders.settle();
        ModelDefinition served = folders.lifecycle.applied.values().iterator().next();

        ModelDefinition read = folders.operations.read(folders.models.resolve("m"));

        assertThat(read.chain()).isEqualTo(served.chain());
        assertThat(read.arms()).isEqualTo(served.arms());
        assertThat(read.fitted()).isEqualTo(served.fitted()).hasSize(1);
        assertThat(read.versions().get(0).digest())
                .isEqualTo(served.versions().get(0).digest());
        assertThat(read.versions().get(0).directory()).isEqualTo(folders.models.resolve("m/1"));
    }

    @Test
    void findsWhatWasWrittenThere() {
        folders.write("m/1/model.onnx", "one");

        folders.operations.write(folders.models.resolve("m/1"), FittedFileTest.FITTED);

        assertThat(folders.operations.read(folders.models.resolve("m")).fitted())
                .containsEntry("1", FittedFileTest.FITTED);
    }

    @Test
    void readsAModelThatIsStillToBeTrained() {
        folders.write("m/model.yaml", "transformers: [ impute, clip ]");

        ModelDefinition without = folders.operations.read(folders.models.resolve("m"));
        Folders.mkdir(folders.models.resolve("m/3"));
        ModelDefinition empty = folders.operations.read(folders.models.resolve("m"));

        assertThat(without.versions())
                .extracting(version -> version.id().toString())
                .containsExactly("m:1");
        assertThat(without.chain().before()).hasSize(2);
        assertThat(empty.versions())
                .extracting(version -> version.id().toString())
                .containsExactly("m:3");
        assertThat(folders.models.resolve("m/1")).doesNotExist();
    }

    @Test
    void tellsNobodyOfIt() {
        folders.write("elsewhere/m/1/model.onnx", "one");

        folders.operations.read(folders.models.resolve("elsewhere/m"));

        assertThat(folders.lifecycle.applied).isEmpty();
        assertThat(Files.exists(folders.store)).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> folders.operations.read(Path.of("no/such")))
                .hasMessage("there is no folder 'no/such'")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    }

    @Test
    void aNameThatNoModelMayHaveIsRefused() {
        Path odd = Folders.mkdir(root.resolve("a b"));

        assertThatThrownBy(() -> folders.operations.read(odd)).hasMessageStartingWith("'a b' is no name of a model");
    }

    @Test
    void whatIsWrongIsSaidAsWhenServing() {
        folders.write("m/1/model.onnx", "");

        assertThatThrownBy(() -> folders.operations.read(folders.models.resolve("m")))
                .hasMessage("models/m/1/model.onnx is empty, 0 bytes");
    }
}
