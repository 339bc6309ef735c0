package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorStatusTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void blamesTheSideThatTheCategoryBlames(ErrorCode code) {
        int status = ErrorStatus.of(code);

        assertThat(status).isBetween(400, 599);
        if (code.category() == ErrorCode.Category.CAPACITY) {
            assertThat(status).isIn(503, 504);
        }
        assertThat(status == 500)
                .isEqualTo(code.category() == ErrorCode.Category.SERVER && code != ErrorCode.LOAD_FAILED);
    }

    @Test
    void blamesTheRequestThatEndsEngines() {
        assertThat(ErrorStatus.of(ErrorCode.REQUEST_QUARANTINED)).isEqualTo(400);
        assertThat(ErrorCode.REQUEST_QUARANTINED.category()).isEqualTo(ErrorCode.Category.CALLER);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, UNAUTHENTICATED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "429, TOO_MANY_REQUESTS",
        "431, HEADERS_TOO_LARGE",
        "418, INVALID_REQUEST",
        "599, INTERNAL"
    })
    void givesEveryStatusACodeAndASentence(int status, String code) {
        assertThat(ErrorStatus.code(status)).isEqualTo(code);
        assertThat(ErrorStatus.sentence(status)).isNotBlank();
    }

    @Test
    void escapesWhatItRepeats() {
        byte[] body = ErrorBody.of("a \"b\" \\ \n \u0000 é", "INTERNAL", "id\"");

        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"error\":\"a \\\"b\\\" \\\\ \\u000a \\u0000 é\",\"code\":\"INTERNAL\",\"request_id\":\"id\\\"\"}");
    }

    @Test
    void cutsAnIdThatIsTooLong() {
        assertThat(ErrorBody.requestId("i".repeat(1_000))).hasSize(129);
        assertThat(ErrorBody.requestId(null)).isNotEqualTo(ErrorBody.requestId(""));
    }
}
