package io.roundhouse.host;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiveIT {
    private final Path folder;

    ArchiveIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aChildStartsFromWhatARehearsalLeft() throws IOException {
        HostSettings strict = TestRecipes.withOptions(TestRecipes.settings(4096), List.of("-Xshare:on"));
        Recipe recipe = TestRecipes.ofJars(folder, strict);
        Archive archive = new Archive(folder);

        archive.make(TestRecipes.ofJars(folder, TestRecipes.settings(4096)));

        assertThat(archive.file(recipe)).exists();
        try (Stream<Path> works = Files.list(folder.resolve("works"))) {
            assertThat(works).isEmpty();
        }
        ModelArtifact artifact = new ModelArtifact(new ModelId("twice", "1"), Onnx.twice(folder), "twice");
        Recipe withIt = recipe.with(archive.file(recipe));
        try (LoadedModel model =
                new HostedEngine(() -> withIt, TestRecipes.quarantine()).load(artifact, Settings.empty())) {
            Tensors answer = model.infer(Tensors.of("x", Tensor.ofFloats(Shape.of(1, 4), 1, 2, 3, 4)), later());
            assertThat(answer.get("y").data().getFloat(0)).isEqualTo(2);
        }
    }

    @Test
    void oneThatCannotBeMadeIsDoneWithout() {
        Recipe recipe =
                TestRecipes.onnxruntime(folder, TestRecipes.settings(4096)); // of folders, which no JVM archives
        Archive archive = new Archive(folder);

        archive.make(recipe);

        assertThat(archive.file(recipe)).doesNotExist();
    }
}
