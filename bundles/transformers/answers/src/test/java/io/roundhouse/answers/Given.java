package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What tests of this room say often. */
final class Given {
    private Given() {}

    static Settings labels(String... names) {
        return Settings.builder("settings")
                .putTexts("labels", List.of(names), "settings")
                .build();
    }

    static Settings numbers(Settings settings, String key, String... numbers) {
        Settings.Builder all = Settings.builder("settings");
        settings.keys().forEach(other -> all.put(other, settings.text(other), "settings"));
        return all.putTexts(key, List.of(numbers), "settings").build();
    }

    /** A step of a model without files. */
    static Transformer step(TransformerFactory factory, Settings settings) {
        return factory.create(FakeModelArtifact.named("m", "1"), settings);
    }

    static Transformer step(TransformerFactory factory, Map<String, String> settings) {
        return step(factory, Settings.of(settings));
    }

    /** A step of a model with one file. */
    static Transformer step(
            TransformerFactory factory, Map<String, String> settings, Path folder, String file, String content) {
        return factory.create(FakeModelArtifact.in(folder).file(file, content).artifact(), Settings.of(settings));
    }

    /** One column of rows of numbers. */
    static Tensors rows(String column, int width, float... numbers) {
        return Tensors.of(column, Tensor.ofFloats(Shape.of(numbers.length / width, width), numbers));
    }

    /** What a step of one column makes of numbers. */
    static float[] apply(Transformer step, int width, float... numbers) {
        String column = step.reads().get(0).name();
        Tensors made = step.apply(rows(column, width, numbers));
        return TestTensors.floats(made.get(step.writes().get(0).name()));
    }
}
