package io.roundhouse.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.xgboost.XgBoostOptions.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XgBoostOptionsTest {
    @Test
    void hasDefaults() {
        assertThat(XgBoostOptions.of(Settings.empty(), 2))
                .isEqualTo(new XgBoostOptions(
                        List.of("model.json", "model.ubj"), "features", "prediction", Prediction.NORMAL, 1, 2));
    }

    @Test
    void readsEveryKey() {
        Map<String, String> settings = Map.of(
                "file", "a.ubj", "input", "x", "output", "y", "prediction", "raw", "threads", "4", "instances", "3");

        assertThat(XgBoostOptions.of(Settings.of(settings), 2))
                .isEqualTo(new XgBoostOptions(List.of("a.ubj"), "x", "y", Prediction.RAW, 4, 3));
    }

    @Test
    void refusesAFileElsewhereOrOfAFormatThatIsNotTold() {
        assertThatThrownBy(() -> XgBoostOptions.of(Settings.of(Map.of("file", "../other/model.json")), 2))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("'file' must be letters");
        assertThatThrownBy(() -> XgBoostOptions.of(Settings.of(Map.of("file", "model.bin")), 2))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("must end in .json or .ubj");
    }
}
