package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void namesWhoWasToAnswer() {
        InferenceException failure = new InferenceException(ErrorCode.ENGINE_FAILED, "no")
                .about(Map.of("model", "fraud", "version", "7", "arm", "stable"));

        Map<String, String> fields =
                FailureLog.fields("r1", failure.code(), "00-" + TRACE + "-00f067aa0ba902b7-01", failure);

        assertThat(fields)
                .containsOnly(
                        entry("id", "r1"),
                        entry("code", "ENGINE_FAILED"),
                        entry("model", "fraud"),
                        entry("version", "7"),
                        entry("arm", "stable"),
                        entry("trace", TRACE));
    }

    @Test
    void saysLessOfWhatItDoesNotKnow() {
        assertThat(FailureLog.fields("r1", ErrorCode.INTERNAL, "no trace\n", new IllegalStateException("no")))
                .containsOnly(entry("id", "r1"), entry("code", "INTERNAL"));
    }

    @Test
    void letsNoValuePassForAField() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "a model=other \"\\");
        fields.put("code", "INTERNAL");

        assertThat(FailureLog.text(fields)).isEqualTo("id=\"a model=other \\\"\\\\\" code=INTERNAL");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(FailureLog.fields("x".repeat(1_000), ErrorCode.INTERNAL, null, new Error())
                        .get("id"))
                .hasSize(129);
    }
}
