package io.roundhouse.metrics;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;

/** All meters, with an example beside each bucket of the requests' times where there is one. */
final class ExamplePage {
    private static final String DURATION = "roundhouse_inference_duration_seconds";

    private ExamplePage() {}

    /** @param arms each arm's examples by the labels of its series */
    static MetricSnapshots of(MetricSnapshots page, Map<Labels, Examples> arms) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (MetricSnapshot metric : page) {
            boolean times = metric instanceof HistogramSnapshot
                    && metric.getMetadata().getPrometheusName().equals(DURATION);
            all.metricSnapshot(times ? with((HistogramSnapshot) metric, arms) : metric);
        }
        return all.build();
    }

    private static HistogramSnapshot with(HistogramSnapshot times, Map<Labels, Examples> arms) {
        List<HistogramDataPointSnapshot> series =
                times.getDataPoints().stream().map(one -> with(one, arms)).toList();
        return new HistogramSnapshot(times.getMetadata(), series);
    }

    private static HistogramDataPointSnapshot with(HistogramDataPointSnapshot one, Map<Labels, Examples> arms) {
        Examples examples = arms.get(one.getLabels());
        return examples == null
                ? one
                : new HistogramDataPointSnapshot(
                        one.getClassicBuckets(),
                        one.getSum(),
                        one.getLabels(),
                        examples.exemplars(),
                        one.getCreatedTimestampMillis());
    }
}
