package io.roundhouse.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private final Totals before = new Totals();
    private final Totals now = new Totals();

    private void sample(String name, Map<String, String> labels, double earlier, double later) {
        before.add(new Sample("roundhouse_inference_" + name, labels, earlier, true));
        now.add(new Sample("roundhouse_inference_" + name, labels, later, true));
    }

    private void count(String name, double earlier, double later) {
        sample(name, Map.of("arm", "a"), earlier, later);
        sample(name, Map.of("arm", "b"), 0, 0);
    }

    private double told(int feature) {
        Value value = now.since(before, 15)[feature];
        return Feature.OF_MODEL.get(feature).told().applyAsDouble(value.t());
    }

    @Test
    void tellsRatesSharesAndMeansOfAWhile() {
        count("requests_total", 1_000, 1_300);
        count("failures_total", 10, 16);
        count("queue_seconds_sum", 5, 5.6);
        count("queue_seconds_count", 900, 1_200);
        count("compute_seconds_sum", 5, 6.5);
        count("compute_seconds_count", 900, 1_200);
        count("batch_rows_sum", 100, 900);
        count("batch_rows_count", 100, 300);

        assertThat(told(0)).isCloseTo(20, within(1e-9));
        assertThat(told(1)).isCloseTo(2, within(0.13));
        assertThat(told(3)).isCloseTo(2, within(1e-9));
        assertThat(told(4)).isCloseTo(5, within(1e-9));
        assertThat(told(5)).isCloseTo(4, within(1e-9));
        assertThat(now.since(before, 15)[6].isThere()).isFalse();
    }

    @Test
    void tellsTheNinetyNinthPercentOfBuckets() {
        sample("duration_seconds_bucket", Map.of("le", "0.1"), 50, 50 + 980);
        sample("duration_seconds_bucket", Map.of("le", "0.2"), 50, 50 + 1_000);
        sample("duration_seconds_bucket", Map.of("le", "+Inf"), 50, 50 + 1_000);

        assertThat(told(2)).isCloseTo(150, within(1e-6));
    }

    @Test
    void knowsNothingOfAWhileInWhichAVersionWent() {
        count("requests_total", 1_000, 300);
        count("failures_total", 10, 2);
        count("queue_seconds_sum", 5, 1);
        count("queue_seconds_count", 900, 200);
        sample("duration_seconds_bucket", Map.of("le", "+Inf"), 900, 200);

        for (Value value : now.since(before, 15)) {
            assertThat(value.isThere()).isFalse();
        }
    }

    @Test
    void asksForTwentyAnswersBeforeItTellsTheirSlowest() {
        sample("duration_seconds_bucket", Map.of("le", "0.1"), 0, 19);
        sample("duration_seconds_bucket", Map.of("le", "+Inf"), 0, 19);
        sample("duration_seconds_bucket", Map.of("le", "odd"), 0, 19);

        assertThat(now.since(before, 15)[2].isThere()).isFalse();
    }
}
