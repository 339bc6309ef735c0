package io.roundhouse.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.lightgbm.LightGbmOptions.Prediction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LightGbmOptionsTest {
    @Test
    void hasDefaults() {
        assertThat(LightGbmOptions.of(Settings.empty(), 2))
                .isEqualTo(new LightGbmOptions(
                        "model.txt", "features", DataType.FP32, "prediction", Prediction.NORMAL, 2));
        assertThat(LightGbmOptions.of(Settings.empty(), 128).instances()).isEqualTo(8);
    }

    @Test
    void readsEveryKey() {
        Map<String, String> settings = Map.of(
                "file",
                "a.txt",
                "input",
                "x",
                "input_type",
                "fp64",
                "output",
                "y",
                "prediction",
                "raw",
                "instances",
                "3");

        assertThat(LightGbmOptions.of(Settings.of(settings), 2))
                .isEqualTo(new LightGbmOptions("a.txt", "x", DataType.FP64, "y", Prediction.RAW, 3));
    }

    @Test
    void refusesAFileElsewhere() {
        assertThatThrownBy(() -> LightGbmOptions.of(Settings.of(Map.of("file", "../other/model.txt")), 2))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("'file' must be letters");
    }
}
