package io.roundhouse.drift;

import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Histogram;
import io.roundhouse.spi.monitor.MonitorReport.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link View} for a person. Pure. */
final class DriftReport {
    private static final int HISTOGRAMS_MAX = 12;
    private static final int NAMED_MAX = 3;
    private static final List<String> HEAD = List.of(
            "column",
            "side",
            "kind",
            "rows",
            "missing before",
            "missing now",
            "psi",
            "ks",
            "js",
            "w1",
            "chi2",
            "shift",
            "p",
            "verdict",
            "since",
            "new words");

    private final View view;

    private DriftReport(View view) {
        this.view = view;
    }

    static MonitorReport of(View view) {
        DriftReport report = new DriftReport(view);
        List<Finding> findings = view.findings();
        return new MonitorReport(
                view.health(),
                report.summary() + (view.note().isEmpty() ? "" : " " + view.note()),
                findings.isEmpty() ? List.of() : List.of(report.table()),
                findings.stream()
                        .limit(HISTOGRAMS_MAX)
                        .map(Pictures::histogram)
                        .flatMap(List<Histogram>::stream)
                        .toList());
    }

    private String summary() {
        List<Finding> moved = view.findings().stream()
                .filter(finding -> finding.verdict().isMoved())
                .toList();
        if (!moved.isEmpty()) {
            return moved(moved);
        }
        if (view.findings().isEmpty()) {
            return view.phase();
        }
        String window = Texts.duration(view.settings().window());
        long steady = view.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.STEADY)
                .count();
        if (steady == 0) {
            return "Fewer than " + view.settings().rowsMin() + " requests came in the last " + window
                    + ", too few to tell.";
        }
        return "None of " + steady + " columns has moved in the last " + window + "; a PSI of "
                + Texts.decimal(view.settings().psiWarning()) + " is allowed.";
    }

    private String moved(List<Finding> moved) {
        Finding worst = moved.get(0);
        boolean alarm = view.isAlarm(worst);
        double allowed = alarm ? view.settings().psiAlarm() : view.settings().psiWarning();
        String first = "The " + worst.column().side().word() + " "
                + Texts.word(worst.column().name())
                + " has moved" + (worst.verdict() == Verdict.MOVED_FAR ? " far" : "") + " since "
                + Texts.minute(worst.sinceMillis()) + ": its PSI over "
                + Texts.duration(view.settings().window())
                + " is " + Texts.decimal(worst.comparison().psi()) + ", below " + Texts.decimal(allowed)
                + " is allowed";
        if (moved.size() == 1) {
            return first + ".";
        }
        String others = moved.stream()
                .skip(1)
                .limit(NAMED_MAX)
                .map(finding -> Texts.word(finding.column().name()) + " ("
                        + Texts.decimal(finding.comparison().psi()) + ")")
                .collect(Collectors.joining(", "));
        int more = moved.size() - 1 - NAMED_MAX;
        return first + "; so did " + others + (more > 0 ? " and " + more + " more." : ".");
    }

    private Table table() {
        return new Table(
                "columns", HEAD, view.findings().stream().map(this::row).toList());
    }

    private List<String> row(Finding finding) {
        Comparison comparison = finding.comparison();
        List<String> row = new ArrayList<>();
        row.add(Texts.word(finding.column().name()));
        row.add(finding.column().side().word());
        row.add(finding.column().text());
        row.add(Long.toString(finding.now().weight().rows()));
        row.add(Texts.percent(finding.reference().weight().missingShare()));
        row.add(Texts.percent(finding.now().weight().missingShare()));
        row.add(Texts.decimal(comparison.psi()));
        row.add(Texts.decimal(comparison.ks()));
        row.add(Texts.decimal(comparison.js()));
        row.add(Texts.decimal(comparison.wasserstein()));
        row.add(Texts.decimal(comparison.chiSquared()));
        row.add(Texts.decimal(comparison.shift()));
        row.add(Texts.probability(comparison.pValue()));
        row.add(finding.verdict().word());
        row.add(Texts.minute(finding.sinceMillis()));
        row.add(
                finding.now() instanceof CategorySummary words
                        ? words.others().stream().map(Texts::word).collect(Collectors.joining(", "))
                        : "");
        return row;
    }
}
