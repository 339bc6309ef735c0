package io.roundhouse.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorFlowOptionsTest {
    private static Settings shaped(String... dimensions) {
        Settings shapes = Settings.builder("shapes")
                .putTexts("scores", List.of(dimensions), "shapes")
                .build();
        return Settings.builder("engine").put("shapes", shapes).build();
    }

    @Test
    void hasDefaults() {
        assertThat(TensorFlowOptions.of(Settings.empty(), 2))
                .isEqualTo(new TensorFlowOptions("serving_default", List.of("serve"), Map.of(), 1, 1, 2));
    }

    @Test
    void readsShapes() {
        assertThat(TensorFlowOptions.of(shaped("-1", "54"), 2).shapes()).isEqualTo(Map.of("scores", Shape.of(-1, 54)));
        assertThatThrownBy(() -> TensorFlowOptions.of(shaped("all"), 2))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("'scores' must be a list of at most 16 sizes");
    }
}
