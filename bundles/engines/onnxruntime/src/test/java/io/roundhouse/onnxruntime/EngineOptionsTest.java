package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineOptionsTest {
    @Test
    void hasDefaultsThatGiveTheMostAnswersASecond() {
        EngineOptions options = EngineOptions.of(Settings.empty(), 6);

        assertThat(options)
                .isEqualTo(new EngineOptions(
                        1, 1, EngineOptions.Optimisation.ALL, true, 6, "model.onnx", 512L << 20, List.of()));
    }

    @Test
    void hasNoMoreInstancesThanAllowedOnALargeMachine() {
        assertThat(EngineOptions.of(Settings.empty(), 200).instances()).isEqualTo(64);
    }

    @Test
    void readsEveryKey() {
        Settings settings = Settings.of(Map.of(
                "threads", "4",
                "inter_threads", "2",
                "optimisation", "extended",
                "arena", "false",
                "instances", "3",
                "prefer", "cuda",
                "file", "other-model.onnx",
                "output_mib_max", "7"));

        assertThat(EngineOptions.of(settings, 6))
                .isEqualTo(new EngineOptions(
                        4,
                        2,
                        EngineOptions.Optimisation.EXTENDED,
                        false,
                        3,
                        "other-model.onnx",
                        7L << 20,
                        List.of(new ProviderWish("cuda", false, Settings.empty()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads|0|'threads' must be a whole number 1..256, was '0'",
                "instances|65|'instances' must be a whole number 1..64, was '65'",
                "optimisation|most|'optimisation' must be one of [off, basic, extended, all], was 'most'",
                "arena|yes|'arena' must be true or false, was 'yes'",
                "require|gpu|'require' names no execution provider, was 'gpu'",
                "file|../model.onnx|'file' must be the name of a file",
                "file|/etc/passwd|'file' must be the name of a file",
                "thread|2|'thread' is not known here",
            },
            quoteCharacter = '"')
    void refusesWhatItDoesNotUnderstand(String key, String value, String message) {
        assertThatThrownBy(() -> EngineOptions.of(Settings.of(Map.of(key, value)), 2))
                .hasMessageContaining(message);
    }
}
