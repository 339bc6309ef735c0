package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepTest {
    private static Sample sample(String name) {
        return new Sample(name, Map.of("model", "credit", "version", "2", "arm", "canary"), 1, true);
    }

    @Test
    void theFirstRuleThatFitsSaysByWhichLabels() {
        Keep keep = Keep.of("requests_total by model version; requests by; failures");

        assertThat(keep.key(sample("requests_total")).orElseThrow().labels())
                .isEqualTo(Map.of("model", "credit", "version", "2"));
        assertThat(keep.key(sample("requests_seconds")).orElseThrow().labels()).isEmpty();
        assertThat(keep.key(sample("failures_total")).orElseThrow().labels()).hasSize(3);
        assertThat(keep.key(sample("rows_total"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | keep must have 1..200 names, had 0",
                "a; b with c | keep has 'b with c'; each between semicolons must be how names begin",
                "a b | keep has 'a b'"
            })
    void refusesWhatIsNoRule(String text, String sentence) {
        assertThatThrownBy(() -> Keep.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void labelsAreReadAsTheyWereWritten() {
        Map<String, String> labels = Map.of("model", "a \"b\", c=\"d\\", "arm", "", "x", "ä=1");
        SeriesKey key = new SeriesKey("name", labels, true);

        assertThat(SeriesKey.stored("name", key.text(), true)).isEqualTo(key);
        assertThat(SeriesKey.stored("name", "", true).labels()).isEmpty();
    }
}
