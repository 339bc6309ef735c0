package io.roundhouse.shell;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Notes what it was asked for; attaches and detaches nothing but in that list. */
final class FakeMonitoring implements Monitoring {
    static final Attachment DRIFT = new Attachment(
            "credit",
            "drift",
            "1.0.0",
            true,
            State.RUNNING,
            "",
            12_345,
            6,
            3_000,
            0,
            7,
            new MonitorReport(
                    Health.WARNING,
                    "income drifts since 12:00",
                    List.of(new MonitorReport.Table(
                            "Columns", List.of("column", "psi"), List.of(List.of("income", "0.31")))),
                    List.of(
                            new MonitorReport.Histogram(
                                    "income", List.of("0 … 10", "10 … 20"), List.of(0.5, 0.5), List.of(0.01, 0.99)),
                            new MonitorReport.Histogram("age", List.of("young"), List.of(), List.of(1.0)))),
            List.of(
                    new Meter("roundhouse.drift.psi", "How far", Kind.GAUGE, Map.of("column", "income"), 0.31),
                    new Meter("roundhouse.drift.days", "How long", Kind.GAUGE, Map.of(), Double.NaN)));

    static final Attachment QUALITY = new Attachment(
            "fraud",
            "quality",
            "",
            false,
            State.WAITING,
            "monitor 'quality' is not installed; there is none",
            0,
            0,
            0,
            0,
            0,
            MonitorReport.NONE,
            List.of());

    final List<String> asked = new ArrayList<>();
    final List<Attachment> attachments = new ArrayList<>(List.of(DRIFT, QUALITY));

    @Override
    public void attach(String monitor, String model, Settings settings) {
        asked.add("attach " + monitor + " " + model + " " + settings);
    }

    @Override
    public void detach(String monitor, String model) {
        asked.add("detach " + monitor + " " + model);
        attachments.removeIf(one -> one.monitor().equals(monitor) && one.model().equals(model));
    }

    @Override
    public List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    @Override
    public List<String> available() {
        return List.of("capture", "drift");
    }
}
