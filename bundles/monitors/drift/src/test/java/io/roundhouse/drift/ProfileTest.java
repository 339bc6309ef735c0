package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private final Path folder;
    private final Path learnt;

    ProfileTest(@TempDir Path folder) {
        this.folder = folder;
        Random random = new Random(1);
        Replay replay =
                new Replay(Given.watched(folder), Given.settings("reference_rows", "1000", "reference_time", "0s"));
        for (int i = 0; i < 1000; i++) {
            replay.on(List.of(Given.row(random, 0)));
        }
        learnt = folder.resolve("data").resolve(Store.REFERENCE);
    }

    @Test
    void isTheSameAfterItWasReadAndWritten() throws IOException {
        String text = Files.readString(learnt);

        assertThat(ProfileWriter.write(ProfileReader.read("profile.json", text)))
                .isEqualTo(text);
    }

    @Test
    void whatWasLearntIsAReferenceForOthers() throws IOException {
        Files.copy(learnt, folder.resolve("profile.json"));
        Watched model = new Watched("credit", Map.of("stable", Given.SPEC), folder, folder.resolve("other"));

        Replay replay = new Replay(model, Given.settings("reference", "profile.json"));

        assertThat(replay.summary())
                .contains("The first comparison is at the end of a pane of 5m with at least 200 requests.");
    }

    @Test
    void refusesTheProfileOfAnotherModelInOneSentence() throws IOException {
        Files.copy(learnt, folder.resolve("profile.json"));
        ModelSpec other = new ModelSpec(
                "fake",
                List.of(new TensorSpec("age", DataType.BYTES, Shape.of(-1))),
                List.of(new TensorSpec("score", DataType.FP32, Shape.of(-1, 1))),
                true);
        ModelSpec more = new ModelSpec(
                "fake", List.of(new TensorSpec("income", DataType.FP64, Shape.of(-1))), other.outputs(), true);

        assertThatThrownBy(() -> attach(other))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(
                        "profile.json: the input 'age', a category of the model, is a number in the profile")
                .hasMessageContaining("make the profile from data of this model");
        assertThatThrownBy(() -> attach(more))
                .hasMessageContaining("the input 'income', a number of the model, is not in the profile, which has [")
                .hasMessageContaining("age");
    }

    private void attach(ModelSpec spec) {
        new Replay(Given.watched(folder, spec), Given.settings("reference", "profile.json"));
    }

    @Test
    void refusesWhatIsNoProfile() throws IOException {
        Path file = folder.resolve("profile.json");
        assertThatThrownBy(() -> attach(Given.SPEC)).hasMessageContaining("no such file in the model's folder");

        for (String text : List.of("", "[]", "{}", "{\"format\":\"other\"}", "{\"format\":", "{\"columns\":7}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> attach(Given.SPEC))
                    .as(text)
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("profile.json is no profile of drift: ");
        }
        String whole = Files.readString(learnt);
        for (String broken : List.of(
                whole.replace("\"counts\" : [ ", "\"counts\" : [ 1, "),
                whole.replace("\"version\" : 1", "\"version\" : 2"),
                whole.replace("\"missing\" : 0", "\"missing\" : -1"),
                whole.replace("\"kind\" : \"number\"", "\"kind\" : \"colour\""))) {
            assertThat(broken).isNotEqualTo(whole);
            Files.writeString(file, broken);
            assertThatThrownBy(() -> attach(Given.SPEC)).hasMessageContaining("is no profile of drift");
        }
    }

    @Test
    void readsNothingOutsideTheModelsFolder() {
        assertThatThrownBy(() -> new Replay(Given.watched(folder), Given.settings("reference", "../profile.json")))
                .hasMessageContaining("'reference' must be a file in the model's folder");
    }
}
