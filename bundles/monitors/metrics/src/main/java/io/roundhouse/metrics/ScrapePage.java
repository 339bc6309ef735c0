package io.roundhouse.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** All meters as text, in OpenMetrics for those that ask for it. */
final class ScrapePage {
    private static final int SCRAPES_MAX = 2; // each holds the whole page in memory
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Semaphore scrapes = new Semaphore(SCRAPES_MAX);

    ScrapePage(PrometheusMeterRegistry registry) {
        this.registry = registry;
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
            registry.scrape(page, type);
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
