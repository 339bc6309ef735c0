package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-27T10:00:00Z",
                "2026-11-27 10:00:00",
                "2026-11-27T11:00:00+01:00",
                " 1795773600 ",
                "1795773600.0"
            })
    void readsAMomentHoweverItIsWritten(String text) {
        assertThat(Times.parse(text)).contains(Instant.parse("2026-11-27T10:00:00Z"));
    }

    @Test
    void readsADay() {
        assertThat(Times.parse("2026-11-27")).contains(Instant.parse("2026-11-27T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "1795773600000", "2026-11-27T25:00:00Z", "NaN"})
    void knowsWhatIsNone(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }
}
