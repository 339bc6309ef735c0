package io.roundhouse.quality;

import io.roundhouse.quality.QualitySettings.Kind;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The views as numbers. What cannot be told is not there. */
final class QualityMeters {
    private final List<Meter> meters = new ArrayList<>();
    private Map<String, String> arm = Map.of();

    private QualityMeters() {}

    static List<Meter> of(List<View> views) {
        QualityMeters all = new QualityMeters();
        views.forEach(all::add);
        return List.copyOf(all.meters);
    }

    private void add(View view) {
        arm = Map.of(
                "arm", view.servedBy().arm(), "version", view.servedBy().model().version());
        Pane pane = view.pane();
        count("rows", "Rows that were answered and read", view.rows());
        count("unread", "Answers without the output that is watched", view.unread());
        for (Estimate estimate : view.estimates()) {
            Map<String, String> labels = with("metric", estimate.metric());
            gauge("estimated", "What a metric is expected to be, without labels", labels, estimate.value());
            gauge("estimated.error", "Half the band of 19 in 20 around it", labels, estimate.error());
        }
        view.baseline().ifPresent(before -> before.estimates()
                .forEach(estimate -> gauge(
                        "baseline",
                        "What the metric was in labelled rows, or was expected to be in the first rows",
                        with("metric", estimate.metric()),
                        estimate.value())));
        gauge("shift", "How far predictions have moved, as a population stability index", arm, view.shift());
        gauge("uncovered", "The part of rows where labelled or first rows have none", arm, view.uncovered());
        if (view.kind() == Kind.NUMBERS) {
            double mean = pane.mean(pane.sum);
            gauge("prediction.mean", "Mean of what is predicted", arm, mean);
            gauge(
                    "prediction.deviation",
                    "Standard deviation of what is predicted",
                    arm,
                    Math.sqrt(Math.max(0, pane.mean(pane.squares) - mean * mean)));
            return;
        }
        gauge("confidence", "Mean probability of the most probable class", arm, pane.mean(pane.confidenceSum));
        gauge("entropy", "Mean entropy of the probabilities, 0 sure to 1 even", arm, pane.mean(pane.entropySum));
        double[] shares = Pane.shares(pane.counts);
        for (int i = 0; i < shares.length; i++) {
            if (!view.words().get(i).isEmpty()) {
                gauge(
                        "share",
                        "The part of rows that a class is predicted for",
                        with("class", view.words().get(i)),
                        shares[i]);
            }
        }
    }

    private Map<String, String> with(String label, String value) {
        Map<String, String> labels = new HashMap<>(arm);
        labels.put(label, value);
        return labels;
    }

    private void count(String name, String description, long value) {
        meters.add(new Meter("roundhouse.quality." + name, description, PluginMeters.Kind.COUNT, arm, (double) value));
    }

    private void gauge(String name, String description, Map<String, String> labels, double value) {
        if (!Double.isNaN(value)) {
            meters.add(new Meter("roundhouse.quality." + name, description, PluginMeters.Kind.GAUGE, labels, value));
        }
    }
}
