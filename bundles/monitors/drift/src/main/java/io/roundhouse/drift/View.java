package io.roundhouse.drift;

import io.roundhouse.drift.Column.Side;
import io.roundhouse.drift.DriftSettings.AlarmOn;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.util.Comparator;
import java.util.List;

/**
 * What the monitor shows of itself, made at the end of a pane and whenever it begins to do something else. Immutable.
 *
 * @param phase what it does, while there are no findings
 * @param findings of all columns, the worst first
 * @param note what else is to be known, in a sentence; mostly empty
 * @param leftOut inputs and outputs that are not watched
 */
record View(
        DriftSettings settings,
        String phase,
        List<Finding> findings,
        String note,
        int leftOut,
        double alphaOfSession,
        long bytes) {
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::verdict)
            .thenComparing(finding -> finding.column().side())
            .thenComparing(finding -> finding.comparison().psi())
            .reversed();

    View {
        findings = findings.stream().sorted(WORST_FIRST).toList();
    }

    boolean isAlarm(Finding finding) {
        return finding.verdict() == Verdict.MOVED_FAR
                && (settings.alarmOn() == AlarmOn.ALL || finding.column().side() == Side.OUTPUT);
    }

    Health health() {
        if (findings.stream().anyMatch(this::isAlarm)) {
            return Health.ALARM;
        }
        if (findings.stream().anyMatch(finding -> finding.verdict().isMoved())) {
            return Health.WARNING;
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.STEADY)
                ? Health.GOOD
                : Health.LEARNING;
    }
}
