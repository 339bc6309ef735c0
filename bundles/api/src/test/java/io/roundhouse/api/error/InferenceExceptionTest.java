package io.roundhouse.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InferenceExceptionTest {
    @Test
    void carriesNoStackTraceWhereTheHouseIsFull() {
        for (ErrorCode code : ErrorCode.values()) {
            InferenceException exception = new InferenceException(code, "queue of fraud:7 is full, 64 of 64");

            boolean traced = exception.getStackTrace().length > 0;

            assertThat(traced).as(code.name()).isEqualTo(code.category() != ErrorCode.Category.CAPACITY);
        }
    }

    @Test
    void keepsCodeSentenceAndCause() {
        Throwable cause = new IllegalStateException("inside");
        InferenceException exception = new InferenceException(ErrorCode.LOAD_FAILED, "no model file", cause);

        assertThat(exception.code()).isEqualTo(ErrorCode.LOAD_FAILED);
        assertThat(exception.sentence()).isEqualTo("no model file");
        assertThat(exception).hasCause(cause);
    }
}
