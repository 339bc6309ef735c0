package io.roundhouse.drift;

import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link View} as numbers. Pure. */
final class DriftMeters {
    private static final String PREFIX = "roundhouse.drift.";

    private final List<Meter> meters = new ArrayList<>();

    private DriftMeters() {}

    /** @param odd tensors that were not what their column is */
    static List<Meter> of(View view, long rows, long odd) {
        DriftMeters all = new DriftMeters();
        all.model("rows", "Rows that were looked at", Kind.COUNT, rows);
        all.model("odd", "Tensors that were not what their column is", Kind.COUNT, odd);
        all.model("bytes", "About what the monitor holds in memory", Kind.GAUGE, view.bytes());
        all.model("left.out", "Inputs and outputs that are not watched", Kind.GAUGE, view.leftOut());
        long moved =
                view.findings().stream().filter(one -> one.verdict().isMoved()).count();
        all.model("moved", "Columns that have moved", Kind.GAUGE, moved);
        for (Finding finding : view.findings()) {
            all.column(finding, view.isAlarm(finding));
        }
        return all.meters;
    }

    private void column(Finding finding, boolean alarm) {
        Comparison one = finding.comparison();
        column("alarm", "1 while the column has moved so far that it is an alarm", finding, alarm ? 1 : 0);
        if (finding.verdict() == Verdict.FEW) {
            return; // what little came tells nothing
        }
        column("psi", "Population stability index, window against reference", finding, one.psi());
        column("ks", "Greatest difference of the distribution functions", finding, one.ks());
        column("js", "Divergence of Jensen and Shannon in bits", finding, one.js());
        column("wasserstein", "How far values moved on average, in spreads", finding, one.wasserstein());
        column("shift", "How far the mean of vectors moved, in spreads", finding, one.shift());
        column("pvalue", "How likely that is without drift, at most", finding, one.pValue());
        column(
                "missing",
                "Share of values that are missing",
                finding,
                finding.now().weight().missingShare());
    }

    private void model(String name, String description, Kind kind, long value) {
        meters.add(new Meter(PREFIX + name, description, kind, Map.of(), (double) value));
    }

    private void column(String name, String description, Finding finding, double value) {
        if (!Double.isNaN(value)) {
            Map<String, String> labels = Map.of(
                    "column",
                    finding.column().name(),
                    "side",
                    finding.column().side().word());
            meters.add(new Meter(PREFIX + name, description, Kind.GAUGE, labels, value));
        }
    }
}
