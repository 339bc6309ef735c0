package io.roundhouse.metrics;

import static io.roundhouse.metrics.Events.answered;
import static io.roundhouse.metrics.Events.arm;
import static io.roundhouse.metrics.Events.timing;
import static io.roundhouse.metrics.Receiver.at;
import static io.roundhouse.metrics.Receiver.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.testkit.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a collector that is really there. */
class OtlpTest {
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private MetricsComponent component() {
        OtlpSettings settings =
                new OtlpSettings(receiver.url(), Duration.ofMillis(1), Map.of("Authorization", "Bearer a=b"));
        return new MetricsComponent(new Limits(10, true), new FakeClock(), Power.estimate(3.5), settings, "0.1.0");
    }

    @Test
    void sendsWhatThePageShows() throws InterruptedException {
        MetricsComponent component = component();
        component.on(Events.traced(answered(arm("1", "stable"), 2, timing(5, 1))));
        component.start();
        Object document = receiver.document();
        Map<String, List<String>> headers = receiver.headers();
        component.stop();

        assertThat(headers.get("Authorization")).containsExactly("Bearer a=b");
        assertThat(headers.get("Content-type")).containsExactly("application/json");
        assertThat(attributes(at(document, "resourceMetrics", 0, "resource", "attributes")))
                .containsEntry("service.name", "roundhouse")
                .containsEntry("service.version", "0.1.0");

        Object requests = at(metric(document, "roundhouse_inference_requests"), "sum");
        assertThat(at(requests, "isMonotonic")).isEqualTo("true");
        assertThat(at(requests, "aggregationTemporality")).isEqualTo("2");
        assertThat(at(requests, "dataPoints", 0, "asDouble")).isEqualTo("1.0");
        assertThat(attributes(at(requests, "dataPoints", 0, "attributes")))
                .containsEntry("model", "fraud")
                .containsEntry("engine_version", "1.29.0");
        assertThat(at(metric(document, "jvm_threads_live_threads"), "gauge", "dataPoints", 0, "asDouble"))
                .isNotEqualTo("");
    }

    @Test
    void sendsHistogramsWithExamples() throws InterruptedException {
        MetricsComponent component = component();
        component.on(Events.traced(answered(arm("1", "stable"), 2, timing(5, 1)))); // 400 µs
        component.start();
        Object metric = metric(receiver.document(), "roundhouse_inference_duration_seconds");
        component.stop();

        assertThat(at(metric, "unit")).isEqualTo("s");
        Object point = at(metric, "histogram", "dataPoints", 0);
        List<?> counts = (List<?>) at(point, "bucketCounts");
        List<?> bounds = (List<?>) at(point, "explicitBounds");
        assertThat(counts).hasSize(bounds.size() + 1).hasSize(20);
        assertThat(bounds.get(3)).isEqualTo("5.0E-4");
        assertThat(counts.get(3)).isEqualTo("1");
        assertThat(counts.stream().filter("0"::equals)).hasSize(19);
        assertThat(at(point, "count")).isEqualTo("1");
        assertThat(at(point, "sum")).isEqualTo("4.0E-4");
        assertThat((String) at(point, "timeUnixNano")).matches("[0-9]{19}");
        assertThat(at(point, "exemplars", 0, "traceId")).isEqualTo(Events.TRACE);
        assertThat((String) at(point, "exemplars", 0, "spanId")).matches("[0-9a-f]{16}");
        assertThat(attributes(at(point, "exemplars", 0, "filteredAttributes"))).containsEntry("request_id", "r");
    }

    private static Object metric(Object document, String name) {
        return ((List<?>) at(document, "resourceMetrics", 0, "scopeMetrics", 0, "metrics"))
                .stream()
                        .filter(one -> at(one, "name").equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void countsWhatCouldNotBeSentAndGoesOn() throws InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        receiver.answer(503);
        OtlpSender sender = new OtlpSender(
                registry,
                new OtlpSettings(receiver.url(), Duration.ofMillis(1), Map.of()),
                to -> to.write("{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        sender.start();
        receiver.document();
        receiver.document();
        receiver.answer(200);
        receiver.document();
        receiver.document();
        sender.close();

        assertThat(exports(registry, "failed")).isGreaterThanOrEqualTo(1);
        assertThat(exports(registry, "sent")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void goesOnWhenADocumentCannotBeMade() throws InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CountDownLatch asked = new CountDownLatch(3);
        OtlpSender sender =
                new OtlpSender(registry, new OtlpSettings(receiver.url(), Duration.ofMillis(1), Map.of()), to -> {
                    asked.countDown();
                    throw new IllegalStateException("no");
                });
        sender.start();

        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        sender.close();
        assertThat(exports(registry, "failed")).isGreaterThanOrEqualTo(2);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("roundhouse-metrics-otlp");
    }

    private static double exports(SimpleMeterRegistry registry, String result) {
        Counter counter = registry.find("roundhouse.metrics.exports")
                .tag("result", result)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThat(OtlpSettings.of("", 60, List.of()).isOn()).isFalse();
        assertThat(OtlpSettings.of("https://x/v1/metrics", 60, List.of("a=b=c")).headers())
                .containsEntry("a", "b=c");
        assertThatThrownBy(() -> OtlpSettings.of("collector:4318", 60, List.of()))
                .isInstanceOf(InferenceException.class)
                .hasMessage("otlp.url must be like http://localhost:4318/v1/metrics, was collector:4318");
        assertThatThrownBy(() -> OtlpSettings.of("http://a b", 60, List.of()))
                .hasMessageStartingWith("otlp.url is no address: ");
        assertThatThrownBy(() -> OtlpSettings.of("", 0, List.of()))
                .hasMessage("otlp.interval.seconds must be 1..3600, was 0");
        assertThatThrownBy(() -> OtlpSettings.of("", 60, List.of("secret")))
                .hasMessage("otlp.headers must be name=value in ASCII, number 1 is not");
    }
}
