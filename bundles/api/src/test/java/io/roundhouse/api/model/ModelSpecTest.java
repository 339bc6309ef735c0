package io.roundhouse.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSpecTest {
    private static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(Shape.ANY, 4));
    private static final TensorSpec Y = new TensorSpec("y", DataType.INT64, Shape.of(Shape.ANY));

    @Test
    void findsInputsAndOutputsByName() {
        ModelSpec spec = new ModelSpec("fake", List.of(X), List.of(Y), true);

        assertThat(spec.findInput("x")).contains(X);
        assertThat(spec.findInput("y")).isEmpty();
        assertThat(spec.findOutput("y")).contains(Y);
        assertThat(spec.inputNames()).containsExactly("x");
        assertThat(spec.outputNames()).containsExactly("y");
    }

    @Test
    void keepsWhatItWasMadeOf() {
        List<TensorSpec> inputs = new ArrayList<>(List.of(X));
        ModelSpec spec = new ModelSpec("fake", inputs, List.of(Y), true);

        inputs.clear();

        assertThat(spec.inputs()).containsExactly(X);
    }
}
