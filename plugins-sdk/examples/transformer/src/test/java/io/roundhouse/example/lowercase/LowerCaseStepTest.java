package io.roundhouse.example.lowercase;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LowerCaseStepTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new LowerCaseStep();
    }

    @Override
    protected Tensors rows(int count) {
        List<String> texts =
                IntStream.range(0, count).mapToObj(i -> "Row " + i + " \u00c4").toList();
        return Tensors.of("text", Tensor.ofTexts(Shape.of(count), texts));
    }

    @Override
    protected Tensors badRows() {
        return Tensors.of("text", Tensor.ofBytes(Shape.of(1), List.of(new byte[] {(byte) 0xC3})));
    }

    @Test
    void writesTheColumnInLowerCase() {
        try (Transformer step = factory().create(model(), Settings.of(Map.of("column", "title")))) {
            Tensors columns = Tensors.of("title", Tensor.ofTexts(Shape.of(2), List.of("\u00c4 Train", "")));

            assertThat(step.apply(columns).get("title").texts()).containsExactly("\u00e4 train", "");
        }
    }
}
