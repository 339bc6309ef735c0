package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Rotate180StepTest {
    private static final Tensors CROPS =
            Tensors.of("crops", Tensor.ofFloats(Shape.of(2, 1, 2, 3), 1, 2, 0, 3, 4, 0, 5, 6, 7, 8, 9, 10));

    private static Transformer step(String... pairs) {
        ModelArtifact none = new ModelArtifact(new ModelId("m", "1"), Path.of("."), "");
        return new Rotate180Component().create(none, Given.settings(pairs));
    }

    @Test
    void turnsWhatStandsOnItsHeadAndLeavesThePadding() {
        Tensors columns = CROPS.with("scores", Tensor.ofFloats(Shape.of(2, 2), 0.1f, 0.9f, 0.2f, 0.8f))
                .with("width", Tensor.ofLongs(Shape.of(2), 2, 3));

        float[] made = TestTensors.floats(step("widths=width").apply(columns).get("crops"));

        assertThat(made).containsExactly(4, 3, 0, 2, 1, 0, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void turnsAllOfItWithoutWidths() {
        Tensors columns = CROPS.with("scores", Tensor.ofFloats(Shape.of(2, 1), 0.3f, 0.8f));

        float[] made = TestTensors.floats(
                step("class=0", "threshold=0.5", "into=turned").apply(columns).get("turned"));

        assertThat(made).containsExactly(1, 2, 0, 3, 4, 0, 10, 9, 8, 7, 6, 5);
    }

    @Test
    void refusesScoresThatSayNothing() {
        Tensors nan = CROPS.with("scores", Tensor.ofFloats(Shape.of(2, 2), 0, 0, 0, Float.NaN));
        Tensors one = CROPS.with("scores", Tensor.ofFloats(Shape.of(2, 1), 0, 0));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step().apply(nan))
                .hasMessageContaining("'scores': row 1 is NaN");
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step().apply(one))
                .hasMessageContaining("'scores': row 0 has 1 classes, there is no class 1");
    }
}
