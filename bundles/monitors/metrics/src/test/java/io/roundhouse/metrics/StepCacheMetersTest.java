package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.StepCaches.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCacheMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StepCacheMeters meters = new StepCacheMeters(registry);

    @Test
    void addsUpTheArmsOfAVersionAndForgetsWhatHasGone() {
        ModelId minilm = new ModelId("minilm", "1");
        meters.read(List.of(new Count(minilm, "tokenizer", 5, 2, 900), new Count(minilm, "tokenizer", 1, 1, 100)));
        String there = registry.scrape();
        meters.read(List.of());

        String labels = "model=\"minilm\",result=\"%s\",step=\"tokenizer\",version=\"1\"} %s";
        assertThat(there)
                .contains("roundhouse_step_cache_total{" + labels.formatted("hit", "6.0"))
                .contains("roundhouse_step_cache_total{" + labels.formatted("miss", "3.0"))
                .contains("roundhouse_step_cache_bytes{model=\"minilm\",step=\"tokenizer\",version=\"1\"} 1000.0");
        assertThat(registry.scrape()).doesNotContain("roundhouse_step_cache");
    }
}
