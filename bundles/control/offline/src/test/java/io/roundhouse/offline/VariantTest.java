package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariantTest {
    private static final Plugin BASE =
            new Plugin("onnxruntime", "[1.29,2)", Settings.of(Map.of("threads", "1", "prefer", "cuda")));

    private static Plugin second(String text) {
        return Variant.parse(List.of("model.onnx", text)).get(1).plugin(BASE);
    }

    @Test
    void changesOnlyWhatItNames() {
        Plugin plugin = second("int8=model_int8.onnx+threads:2");

        assertThat(plugin.range()).isEqualTo("[1.29,2)");
        assertThat(plugin.settings().text("file")).isEqualTo("model_int8.onnx");
        assertThat(plugin.settings().text("threads")).isEqualTo("2");
        assertThat(plugin.settings().text("prefer")).isEqualTo("cuda");
    }

    @Test
    void requiresAProviderOrNone() {
        assertThat(second("provider:tensorrt").settings().text("require")).isEqualTo("tensorrt");
        assertThat(second("provider:cpu").settings().keys()).containsExactly("threads");
    }

    @Test
    void takesNoSettingsToAnotherEngine() {
        Plugin plugin = second("engine:xgboost+file:model.json");

        assertThat(plugin.name()).isEqualTo("xgboost");
        assertThat(plugin.range()).isEmpty();
        assertThat(plugin.settings().keys()).containsExactly("file");
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThatThrownBy(() -> second("two=thread:2")).hasMessageContaining("threads");
        assertThatThrownBy(() -> second("model.onnx")).hasMessageContaining("two variants 'model.onnx'");
        assertThatThrownBy(() -> second("x=")).hasMessageContaining("must be like");
        assertThatThrownBy(() -> Variant.parse(List.of("a.onnx"))).hasMessageContaining("2 to 8");
        assertThatThrownBy(() -> Tolerance.parse(List.of("flip=1"))).hasMessageContaining("flips");
        assertThatThrownBy(() -> Tolerance.parse(List.of("flips=x"))).hasMessageContaining("flips=x");
        assertThat(Tolerance.parse(List.of("flips=2%", "diff=1e-3"))).isEqualTo(new Tolerance(0.02, 1e-3, 0.99));
    }
}
