package io.roundhouse.capture;

import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.MonitorReport.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person should know of a capture. */
final class Findings {
    private static final double MIB = 1 << 20;

    private Findings() {}

    static MonitorReport of(Capture capture, Archive.Standing standing, CaptureSettings settings, Path folder) {
        String written = String.format(
                Locale.ROOT,
                "%,d exchanges captured, %s of the requests; %.1f of at most %.0f MiB in %s",
                capture.count(Capture.Fate.CAPTURED),
                share(settings.sample()),
                standing.bytes() / MIB,
                settings.totalBytesMax() / MIB,
                folder);
        return standing.isStopped()
                ? report(
                        Health.WARNING,
                        "Nothing is captured since " + Instant.ofEpochMilli(standing.stoppedMillis()) + ": "
                                + standing.trouble() + "; it is tried again every 30 s. " + written + ".",
                        capture)
                : report(Health.GOOD, written + ".", capture);
    }

    private static String share(double sample) {
        return sample >= 1 ? "all" : String.format(Locale.ROOT, "%.4g %%", sample * 100);
    }

    private static MonitorReport report(Health health, String summary, Capture capture) {
        List<List<String>> rows = new ArrayList<>();
        for (Capture.Fate fate : Capture.Fate.values()) {
            rows.add(List.of(fate.word(), Long.toString(capture.count(fate))));
        }
        return new MonitorReport(
                health, summary, List.of(new Table("exchanges", List.of("fate", "count"), rows)), List.of());
    }
}
