package io.roundhouse.drift;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.Watched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A monitor and its clock, which goes when it is told to. */
final class Replay {
    final AtomicLong clock = new AtomicLong(1_500_000_000_000L);
    final DriftMonitor monitor;

    Replay(Watched model, DriftSettings settings) {
        this(model, settings, 1_500_000_000_000L);
    }

    Replay(Watched model, DriftSettings settings, long nowMillis) {
        clock.set(nowMillis);
        monitor = new DriftMonitor(model, settings, clock::get);
    }

    /** One that cannot write its files, as their folder is a file, for replays of which many run: it says so and goes on. */
    static Replay keepingNothing(Watched model, DriftSettings settings) {
        Watched nowhere = new Watched(model.model(), model.specs(), model.folder(), Path.of("pom.xml", "data"));
        return new Replay(nowhere, settings);
    }

    /** These came now, and nothing waits. */
    void on(List<? extends InferenceEvent> events) {
        monitor.on(List.copyOf(events));
        monitor.on(List.of());
    }

    void advance(Duration time) {
        clock.addAndGet(time.toMillis());
        monitor.on(List.of());
    }

    Health health() {
        return monitor.report().health();
    }

    String summary() {
        return monitor.report().summary();
    }

    /** A cell of the table of columns. */
    String cell(String column, String head) {
        MonitorReport.Table table = monitor.report().tables().get(0);
        int place = table.columns().indexOf(head);
        return table.rows().stream()
                .filter(row -> row.get(0).equals(column))
                .findFirst()
                .orElseThrow()
                .get(place);
    }

    double meter(String name, String column) {
        return monitor.meters().stream()
                .filter(meter -> meter.name().equals("roundhouse.drift." + name)
                        && (column.isEmpty() || column.equals(meter.labels().get("column"))))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
