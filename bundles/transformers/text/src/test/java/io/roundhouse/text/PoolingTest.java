package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolingTest {
    private static final ModelArtifact ARTIFACT = new ModelArtifact(new ModelId("m", "1"), Path.of("."), "");

    @Test
    void takesTheMeanOfTheTokensThatCount() {
        Tensors columns = Tensors.of(
                        "last_hidden_state", Tensor.ofFloats(Shape.of(2, 2, 3), 1, 2, 3, 3, 4, 5, 7, 8, 9, 99, 99, 99))
                .with("attention_mask", Tensor.ofLongs(Shape.of(2, 2), 1, 1, 1, 0));

        Tensor pooled = meanPool(Map.of()).apply(columns).get("embedding");

        assertThat(pooled.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Texts.floats(pooled)).containsExactly(2, 3, 4, 7, 8, 9);
    }

    @Test
    void makesZerosOfARowWithoutTokens() {
        Tensors columns = Tensors.of("h", Tensor.ofFloats(Shape.of(2, 1, 2), Float.NaN, 1, 5, 6))
                .with("m", Tensor.ofLongs(Shape.of(2, 1), 0, 7));

        Tensor pooled = meanPool(Map.of("hidden", "h", "mask", "m", "into", "e"))
                .apply(columns)
                .get("e");

        assertThat(Texts.floats(pooled)).containsExactly(0, 0, 5, 6);
    }

    @Test
    void refusesAMaskThatIsNotOfTheseTokens() {
        Tensors columns = Tensors.of("last_hidden_state", Tensor.ofFloats(Shape.of(1, 2, 1), 1, 2))
                .with("attention_mask", Tensor.ofLongs(Shape.of(1, 1), 1));

        assertThatThrownBy(() -> meanPool(Map.of()).apply(columns))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSFORMER_FAILED))
                .hasMessageContaining("'last_hidden_state' has shape [1,2,1], but 'attention_mask' has [1,1]");
    }

    @Test
    void poolsNoRowsAndNoTokens() {
        Tensors columns = Tensors.of("last_hidden_state", Tensor.ofFloats(Shape.of(0, 3, 2)))
                .with("attention_mask", Tensor.ofLongs(Shape.of(0, 3)));

        assertThat(meanPool(Map.of()).apply(columns).get("embedding").shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void bringsRowsToLengthOneAndLeavesZeros() {
        Tensor rows = Tensor.ofFloats(Shape.of(4, 2), 3, 4, 0, 0, 1e30f, 0, -1e-30f, 0);

        Tensor normal = normalise(Map.of("into", "unit"))
                .apply(Tensors.of("embedding", rows))
                .get("unit");

        assertThat(Texts.floats(normal)).containsExactly(new float[] {0.6f, 0.8f, 0, 0, 1, 0, -1, 0}, within(1e-6f));
        assertThat(Texts.floats(rows)).startsWith(3, 4);
    }

    @Test
    void readAndWriteTheColumnsThatAreNamed() {
        assertThat(meanPool(Map.of()).reads())
                .hasToString("[last_hidden_state FP32 [-1,-1,-1], attention_mask INT64 [-1,-1]]");
        assertThat(normalise(Map.of("column", "c")).writes()).hasToString("[c FP32 [-1,-1]]");
        assertThatThrownBy(() -> meanPool(Map.of("hiden", "h"))).hasMessageContaining("did you mean 'hidden'?");
        assertThatThrownBy(() -> normalise(Map.of("colum", "h"))).hasMessageContaining("did you mean 'column'?");
    }

    private static Transformer meanPool(Map<String, String> settings) {
        return new MeanPoolComponent().create(ARTIFACT, Settings.of(settings));
    }

    private static Transformer normalise(Map<String, String> settings) {
        return new L2NormaliseComponent().create(ARTIFACT, Settings.of(settings));
    }
}
