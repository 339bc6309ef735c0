package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Refusals that the SPI promises: the exception, its code, its sentence. */
final class Refusals {
    private static final String UNKNOWN = "no-such-setting";

    private Refusals() {}

    static InferenceException refusal(ErrorCode code, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("a refusal with %s", code).isInstanceOf(InferenceException.class);
        InferenceException refusal = (InferenceException) thrown;
        assertThat(refusal.code()).as(refusal.sentence()).isEqualTo(code);
        assertThat(refusal.sentence()).isNotBlank();
        return refusal;
    }

    static Settings unknownSetting() {
        return Settings.of(Map.of(UNKNOWN, "1"));
    }

    static void assertRefusesUnknownSetting(ThrowingCallable call) {
        InferenceException refusal = refusal(ErrorCode.INVALID_CONFIGURATION, call);
        assertThat(refusal.sentence()).contains(UNKNOWN).containsAnyOf("nown are", "there is none");
    }
}
