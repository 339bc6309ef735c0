package io.roundhouse.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import org.junit.jupiter.api.Test;

class PyTorchOptionsTest {
    private static final Settings ROW = Fashion.section("x", "int64", "-1", "3");

    @Test
    void readsWhatTheModelTakesAndGives() {
        PyTorchOptions options = PyTorchOptions.of(Fashion.settings(ROW, ROW), 4);

        assertThat(options.file()).isEqualTo("model.pt");
        assertThat(options.inputs()).hasToString("[x INT64 [-1,3]]");
        assertThat(options.threads()).isEqualTo(1);
        assertThat(options.instances()).isEqualTo(2);
        assertThat(options.batches()).isTrue();
        assertThat(PyTorchOptions.of(Fashion.settings(ROW, Fashion.section("y", "FP32")), 4)
                        .batches())
                .as("with a scalar")
                .isFalse();
    }

    @Test
    void saysHowASignatureIsWritten() {
        assertRefused(Settings.empty(), "'inputs' is missing");
        assertRefused(Fashion.settings(Fashion.section("x", "TEXT", "1"), ROW), "must be one of [FP32, FP64, FP16");
        assertRefused(Fashion.settings(Fashion.section("x", "FP32", "all"), ROW), "was 'all'");
        assertRefused(Fashion.settings(Fashion.section("", "FP32", "1"), ROW), "must have 1 to 256 characters");
    }

    private static void assertRefused(Settings settings, String why) {
        assertThatThrownBy(() -> PyTorchOptions.of(settings, 2))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(why);
    }
}
