package io.roundhouse.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All meters as text; in OpenMetrics, and with examples of requests, for those that ask for it. */
final class ScrapePage {
    private static final int SCRAPES_MAX = 2; // each holds the whole page in memory
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final UnaryOperator<MetricSnapshots> examples;
    private final ExpositionFormatWriter plain = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    private final Semaphore scrapes = new Semaphore(SCRAPES_MAX);

    /** @param examples puts examples of requests beside their times; only OpenMetrics has a place for them */
    ScrapePage(PrometheusMeterRegistry registry, UnaryOperator<MetricSnapshots> examples) {
        this.registry = registry;
        this.examples = examples;
    }

    void answer(@Nullable String accept, HttpServletResponse response) throws IOException {
        if (!scrapes.tryAcquire()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
            return;
        }
        try {
            String type = contentType(accept);
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            MetricSnapshots all = registry.getPrometheusRegistry().scrape();
            if (type.equals(OPEN_METRICS)) {
                openMetrics.write(page, examples.apply(all));
            } else {
                plain.write(page, all);
            }
            response.setContentType(type);
            response.setContentLength(page.size());
            response.setHeader("Cache-Control", "no-store");
            page.writeTo(response.getOutputStream());
        } finally {
            scrapes.release();
        }
    }

    static String contentType(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PLAIN;
    }
}
