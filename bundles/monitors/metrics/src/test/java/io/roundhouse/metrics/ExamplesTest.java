package io.roundhouse.metrics;

import static io.roundhouse.metrics.Events.answered;
import static io.roundhouse.metrics.Events.arm;
import static io.roundhouse.metrics.Events.timing;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.TraceContext;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final long SECOND = 1_000_000_000;

    private final Examples examples = new Examples(() -> 1_700_000_000_123L, 1_000, 1_000_000);

    private static InferenceRequest request(String id, long receivedNanos, String... traceparent) {
        return new InferenceRequest(
                id,
                "m",
                Optional.empty(),
                Tensors.empty(),
                List.of(),
                Map.of(),
                traceparent.length == 0 ? Map.of() : Map.of("traceparent", traceparent[0]),
                0,
                new Deadline(0),
                receivedNanos);
    }

    @Test
    void keepOneOfEachBucket() {
        examples.saw(request("fast", 0), 1_000);
        examples.saw(request("slow", 0), 1_001);
        examples.saw(request("slowest", 0), 9 * SECOND);

        assertThat(examples.exemplars())
                .extracting(one -> one.getLabels().get("request_id"))
                .containsExactly("fast", "slow", "slowest");
        Exemplar slow = examples.exemplars().get(0, 1.5e-6);
        assertThat(slow.getValue()).isEqualTo(1e-6);
        assertThat(slow.getTimestampMillis()).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void takeANewOneOnceASecond() {
        examples.saw(request("first", Long.MAX_VALUE), 10);
        examples.saw(request("same second", Long.MAX_VALUE + SECOND - 1), 10);
        assertThat(only().getLabels().get("request_id")).isEqualTo("first");

        examples.saw(request("next", Long.MAX_VALUE + SECOND), 10);
        assertThat(only().getLabels().get("request_id")).isEqualTo("next");
    }

    @Test
    void nameTheTraceAndTheServersOwnSpan() {
        InferenceRequest request = request("r", 7, Events.traceparent());

        examples.saw(request, 10);

        assertThat(only().getLabels().get("trace_id")).isEqualTo(Events.TRACE);
        assertThat(only().getLabels().get("span_id")).isEqualTo(TraceContext.spanId(request));
    }

    @Test
    void leaveOutAnIdThatIsTooLongOrCannotBePrinted() {
        examples.saw(request("x".repeat(119), 0), 10);
        assertThat(examples.exemplars().size()).isZero();
        examples.saw(request("x".repeat(118), SECOND), 10);
        assertThat(only().getLabels().get("request_id")).hasSize(118);
        examples.saw(request("x".repeat(118), 2 * SECOND, Events.traceparent()), 10);
        assertThat(only().getLabels().get("request_id")).isNull();
        examples.saw(request("a\rb", 3 * SECOND), 10);
        assertThat(examples.exemplars().size()).isZero();
    }

    private Exemplar only() {
        Exemplars all = examples.exemplars();
        assertThat(all.size()).isEqualTo(1);
        return all.get(0);
    }

    @Test
    void standBesideTheBucketsWhereOpenMetricsIsSpoken() throws Exception {
        MetricsComponent component = new MetricsComponent(
                new Limits(3, true),
                System::nanoTime,
                Power.estimate(3.5),
                OtlpSettings.of("", 60, List.of()),
                "0.1.0");
        component.on(Events.traced(answered(arm("1", "stable"), 1, timing(1, 1))));

        assertThat(MetricsComponentTest.get(component, "application/openmetrics-text")
                        .body()
                        .lines())
                .filteredOn(line -> line.contains(" # {"))
                .singleElement()
                .asString()
                .startsWith("roundhouse_inference_duration_seconds_bucket{")
                .contains("le=\"5.0E-4\"} 1 # {")
                .contains("trace_id=\"" + Events.TRACE + "\"")
                .contains("request_id=\"r\"")
                .contains("} 4.0E-4 ");
        assertThat(MetricsComponentTest.get(component, "text/plain").body()).doesNotContain(" # {");
        component.stop();
    }
}
