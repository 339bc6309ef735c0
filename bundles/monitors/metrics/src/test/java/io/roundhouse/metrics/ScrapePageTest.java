package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ScrapePageTest {
    private final ScrapePage page = new ScrapePage(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), page -> page);

    @Test
    void sendsTheThirdScrapeAtOnceAwayAndTakesTheNext() {
        FakeResponse third = new FakeResponse(() -> {});
        FakeResponse second = new FakeResponse(() -> answer(third));
        FakeResponse first = new FakeResponse(() -> answer(second));
        FakeResponse next = new FakeResponse(() -> {});

        answer(first);
        answer(next);

        assertThat(third.headers()).containsEntry("status", "503").containsEntry("Retry-After", "1");
        assertThat(second.headers()).doesNotContainKey("status");
        assertThat(next.headers()).doesNotContainKey("status");
    }

    private void answer(FakeResponse response) {
        try {
            page.answer(null, response.servlet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
