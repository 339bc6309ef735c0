package io.roundhouse.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page as values: a sample for each of its lines that has a number, of the same name and labels. */
final class Samples {
    private final List<Sample> samples = new ArrayList<>();

    private Samples() {}

    static List<Sample> of(MetricSnapshots page) {
        Samples all = new Samples();
        page.forEach(all::add);
        return all.samples;
    }

    private void add(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        if (metric instanceof CounterSnapshot counter) {
            counter.getDataPoints().forEach(one -> count(name + "_total", labels(one.getLabels()), one.getValue()));
        } else if (metric instanceof GaugeSnapshot gauge) {
            gauge.getDataPoints().forEach(one -> gauge(name, labels(one.getLabels()), one.getValue()));
        } else if (metric instanceof HistogramSnapshot histogram) {
            histogram.getDataPoints().forEach(one -> histogram(name, one));
        } else if (metric instanceof SummarySnapshot summary) {
            summary.getDataPoints().forEach(one -> summary(name, one));
        } // Micrometer makes no other kind
    }

    private void histogram(String name, HistogramDataPointSnapshot one) {
        Map<String, String> labels = labels(one.getLabels());
        ClassicHistogramBuckets buckets = one.getClassicBuckets();
        long upTo = 0;
        for (int i = 0; i < buckets.size(); i++) {
            upTo += buckets.getCount(i);
            count(name + "_bucket", with(labels, "le", number(buckets.getUpperBound(i))), (double) upTo);
        }
        countAndSum(name, labels, one);
    }

    private void summary(String name, SummaryDataPointSnapshot one) {
        Map<String, String> labels = labels(one.getLabels());
        for (Quantile quantile : one.getQuantiles()) {
            gauge(name, with(labels, "quantile", number(quantile.getQuantile())), quantile.getValue());
        }
        countAndSum(name, labels, one);
    }

    private void countAndSum(String name, Map<String, String> labels, DistributionDataPointSnapshot one) {
        if (one.hasCount()) {
            count(name + "_count", labels, (double) one.getCount());
        }
        if (one.hasSum()) {
            count(name + "_sum", labels, one.getSum());
        }
    }

    private void count(String name, Map<String, String> labels, double value) {
        samples.add(new Sample(name, labels, value, true));
    }

    private void gauge(String name, Map<String, String> labels, double value) {
        samples.add(new Sample(name, labels, value, false));
    }

    /** As Prometheus writes a number. */
    private static String number(double value) {
        return value == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(value);
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return Map.copyOf(more);
    }

    private static Map<String, String> labels(Labels labels) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            map.put(labels.getPrometheusName(i), labels.getValue(i));
        }
        return Map.copyOf(map);
    }
}
