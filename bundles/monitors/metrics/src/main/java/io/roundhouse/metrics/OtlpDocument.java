package io.roundhouse.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.IOException;
import java.io.OutputStream;

/**
 * All meters in the JSON encoding of OpenTelemetry's protocol: an {@code ExportMetricsServiceRequest}. Names are the page's
 * without {@code _total}, which a collector that writes for Prometheus adds again. Whole numbers of 64 bits are texts there.
 */
final class OtlpDocument {
    private static final int CUMULATIVE = 2;

    private final JsonGenerator json;
    private final String startNanos;
    private final String nowNanos;

    private OtlpDocument(JsonGenerator json, long startMillis, long nowMillis) {
        this.json = json;
        this.startNanos = nanos(startMillis);
        this.nowNanos = nanos(nowMillis);
    }

    /** What is the same for all series of a kind. */
    private interface Point<T> {
        void write(T point) throws IOException;
    }

    /**
     * @param version of the server
     * @param startMillis since when counts count
     */
    static void write(
            OutputStream to,
            JsonFactory factory,
            MetricSnapshots page,
            String version,
            long startMillis,
            long nowMillis)
            throws IOException {
        try (JsonGenerator json = factory.createGenerator(to)) {
            new OtlpDocument(json, startMillis, nowMillis).document(page, version);
        }
    }

    private void document(MetricSnapshots page, String version) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("resourceMetrics");
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        json.writeArrayFieldStart("attributes");
        attribute("service.name", "roundhouse");
        attribute("service.version", version);
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("scopeMetrics");
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("name", "io.roundhouse.metrics");
        json.writeEndObject();
        json.writeArrayFieldStart("metrics");
        for (MetricSnapshot metric : page) {
            metric(metric);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void metric(MetricSnapshot metric) throws IOException {
        if (metric instanceof CounterSnapshot counter) {
            points(counter, "sum", counter.getDataPoints(), one -> number(one.getValue()));
        } else if (metric instanceof GaugeSnapshot gauge) {
            points(gauge, "gauge", gauge.getDataPoints(), one -> number(one.getValue()));
        } else if (metric instanceof HistogramSnapshot histogram) {
            points(histogram, "histogram", histogram.getDataPoints(), this::histogram);
        } else if (metric instanceof SummarySnapshot summary) {
            points(summary, "summary", summary.getDataPoints(), this::summary);
        }
    }

    private <T extends DataPointSnapshot> void points(
            MetricSnapshot metric, String kind, Iterable<T> series, Point<T> point) throws IOException {
        MetricMetadata about = metric.getMetadata();
        json.writeStartObject();
        json.writeStringField("name", about.getPrometheusName());
        json.writeStringField("description", about.getHelp() == null ? "" : about.getHelp());
        json.writeStringField("unit", unit(about.getPrometheusName()));
        json.writeObjectFieldStart(kind);
        if (kind.equals("sum")) {
            json.writeBooleanField("isMonotonic", true);
        }
        if (kind.equals("sum") || kind.equals("histogram")) {
            json.writeNumberField("aggregationTemporality", CUMULATIVE);
        }
        json.writeArrayFieldStart("dataPoints");
        for (T one : series) {
            json.writeStartObject();
            attributes("attributes", one.getLabels());
            json.writeStringField("startTimeUnixNano", startNanos);
            json.writeStringField("timeUnixNano", nowNanos);
            point.write(one);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** As UCUM has it; Micrometer leaves the unit in the name alone. */
    private static String unit(String name) {
        if (name.endsWith("_seconds")) {
            return "s";
        }
        return name.endsWith("_bytes") ? "By" : name.endsWith("_joules") ? "J" : "";
    }

    private void number(double value) throws IOException {
        json.writeNumberField("asDouble", value); // "NaN" and "Infinity" are quoted, as they must be
    }

    private void histogram(HistogramDataPointSnapshot one) throws IOException {
        ClassicHistogramBuckets buckets = one.getClassicBuckets();
        json.writeStringField("count", Long.toString(one.getCount()));
        json.writeNumberField("sum", one.getSum());
        json.writeArrayFieldStart("bucketCounts");
        for (int i = 0; i < buckets.size(); i++) {
            json.writeString(Long.toString(buckets.getCount(i)));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("explicitBounds"); // the last bucket has none
        for (int i = 0; i < buckets.size() - 1; i++) {
            json.writeNumber(buckets.getUpperBound(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("exemplars");
        for (Exemplar exemplar : one.getExemplars()) {
            exemplar(exemplar);
        }
        json.writeEndArray();
    }

    private void exemplar(Exemplar exemplar) throws IOException {
        json.writeStartObject();
        json.writeStringField("timeUnixNano", nanos(exemplar.getTimestampMillis()));
        json.writeNumberField("asDouble", exemplar.getValue());
        String trace = exemplar.getLabels().get(Examples.TRACE);
        String span = exemplar.getLabels().get(Examples.SPAN);
        if (trace != null && span != null) {
            json.writeStringField("traceId", trace);
            json.writeStringField("spanId", span);
        }
        String request = exemplar.getLabels().get(Examples.REQUEST);
        if (request != null) {
            attributes("filteredAttributes", Labels.of(Examples.REQUEST, request));
        }
        json.writeEndObject();
    }

    private void summary(SummaryDataPointSnapshot one) throws IOException {
        json.writeStringField("count", Long.toString(one.getCount()));
        json.writeNumberField("sum", one.getSum());
    }

    private void attributes(String field, Labels labels) throws IOException {
        json.writeArrayFieldStart(field);
        for (int i = 0; i < labels.size(); i++) {
            attribute(labels.getPrometheusName(i), labels.getValue(i));
        }
        json.writeEndArray();
    }

    private void attribute(String key, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
        json.writeStringField("stringValue", value);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String nanos(long millis) {
        return millis + "000000";
    }
}
