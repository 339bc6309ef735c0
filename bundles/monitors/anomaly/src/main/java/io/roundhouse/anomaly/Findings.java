package io.roundhouse.anomaly;

import io.roundhouse.server.control.Anomalies.Anomaly;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.MonitorReport.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Anomalies for a person. */
final class Findings {
    private Findings() {}

    static MonitorReport of(List<Anomaly> anomalies, int watched, long sinceMillis) {
        if (watched == 0) {
            return new MonitorReport(Health.LEARNING, "Nothing is watched yet.", List.of(), List.of());
        }
        List<Anomaly> active = anomalies.stream().filter(Anomaly::isActive).toList();
        String watching = watched + " models and processes are watched since " + Instant.ofEpochMilli(sinceMillis)
                + ": an hour later what comes suddenly is found, three days later what is unusual at a time of the day.";
        String now = active.isEmpty()
                ? "Nothing is unusual now. "
                : active.get(0).sentence() + (active.size() == 1 ? ". " : ", and " + (active.size() - 1) + " more. ");
        Table table = new Table(
                "anomalies",
                List.of("model", "since", "until", "score", "what"),
                anomalies.stream().map(Findings::row).toList());
        return new MonitorReport(
                active.isEmpty() ? Health.GOOD : Health.WARNING, now + watching, List.of(table), List.of());
    }

    private static List<String> row(Anomaly anomaly) {
        return List.of(
                anomaly.model().isEmpty() ? "-" : anomaly.model(),
                Instant.ofEpochMilli(anomaly.sinceMillis()).toString(),
                anomaly.isActive()
                        ? "now"
                        : Instant.ofEpochMilli(anomaly.untilMillis()).toString(),
                String.format(Locale.ROOT, "%.1f", anomaly.score()),
                anomaly.sentence());
    }
}
