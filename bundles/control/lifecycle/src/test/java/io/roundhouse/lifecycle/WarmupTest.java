package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmupTest {
    @Test
    void makesUpOneRowOfEverything() {
        ModelSpec spec = new ModelSpec(
                "p",
                List.of(
                        new TensorSpec("x", DataType.FP32, Shape.of(-1, 3, -1)),
                        new TensorSpec("text", DataType.BYTES, Shape.of(-1)),
                        new TensorSpec("scalar", DataType.INT64, Shape.of())),
                List.of(),
                true);

        Tensors row = Warmup.row(spec);

        assertThat(row.get("x").shape()).isEqualTo(Shape.of(1, 3, 1));
        assertThat(row.get("text").texts()).containsExactly("");
        assertThat(row.get("scalar").shape()).isEqualTo(Shape.of());
    }

    @Test
    void makesUpNothingThatIsTooLarge() {
        ModelSpec spec = new ModelSpec(
                "p", List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 1_000_000_000))), List.of(), true);

        assertThatThrownBy(() -> Warmup.row(spec)).hasMessageContaining("2 GiB");
    }
}
