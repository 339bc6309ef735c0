package io.roundhouse.metrics;

import static io.roundhouse.metrics.Events.answered;
import static io.roundhouse.metrics.Events.arm;
import static io.roundhouse.metrics.Events.changed;
import static io.roundhouse.metrics.Events.failed;
import static io.roundhouse.metrics.Events.refused;
import static io.roundhouse.metrics.Events.timing;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.testkit.FakeClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Pattern LINE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InferenceMeters meters = new InferenceMeters(registry, new Limits(3, true), new FakeClock());

    @Test
    void areTheLinesOfThePage() {
        meters.on(changed("1", ModelState.LIVE));
        meters.on(answered(arm("1", "stable"), 2, timing(5, 1)));
        meters.on(answered(arm("2", "a \"b\"\\\n"), 2, timing(5, 1)));
        meters.on(failed(arm("1", "stable"), ErrorCode.ENGINE_FAILED));
        meters.on(refused("guess", ErrorCode.MODEL_NOT_FOUND));
        Gauge.builder("odd.number", () -> Double.NaN).register(registry);
        Timer.builder("quantiles").publishPercentiles(0.5, 0.99).register(registry);
        DistributionSummary.builder("plain").register(registry).record(0.1);

        List<Sample> samples = Samples.of(registry.getPrometheusRegistry().scrape());

        Map<String, Double> told = new HashMap<>();
        samples.forEach(sample -> told.put(key(sample.name(), sample.labels()), sample.value()));
        assertThat(told).isEqualTo(read(registry.scrape())).hasSize(samples.size());
        assertThat(told).containsKey("quantiles_seconds{quantile=0.99}").containsKey("odd_number{}");
    }

    @Test
    void sayWhatOnlyGrows() {
        meters.on(changed("1", ModelState.LIVE));
        meters.on(answered(arm("1", "stable"), 2, timing(5, 1)));

        List<Sample> samples = Samples.of(registry.getPrometheusRegistry().scrape());

        assertThat(samples).allMatch(sample -> sample.counts() == sample.name().matches(".*_(total|bucket|count|sum)"));
        assertThat(samples).anyMatch(Sample::counts).anyMatch(sample -> !sample.counts());
    }

    private static Map<String, Double> read(String page) {
        Map<String, Double> lines = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Map<String, String> labels = new HashMap<>();
            Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
            while (label.find()) {
                labels.put(
                        label.group(1),
                        label.group(2)
                                .replace("\\n", "\n")
                                .replace("\\\"", "\"")
                                .replace("\\\\", "\\"));
            }
            lines.put(key(parts.group(1), labels), Double.valueOf(parts.group(3)));
        });
        return lines;
    }

    private static String key(String name, Map<String, String> labels) {
        return name + new java.util.TreeMap<>(labels);
    }
}
