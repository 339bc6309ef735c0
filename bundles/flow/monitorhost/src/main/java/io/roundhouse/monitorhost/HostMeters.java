package io.roundhouse.monitorhost;

import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the host tells of attachments, and what their monitors tell of themselves, with the model's name. */
final class HostMeters {
    private static final String PREFIX = "roundhouse.monitor.";
    private static final String MODEL = "model";

    private HostMeters() {}

    static List<Meter> of(List<Attached> attachments, LeftBehind leftBehind) {
        List<Meter> meters = new ArrayList<>();
        for (Attached each : attachments) {
            Map<String, String> labels = Map.of(MODEL, each.model, "monitor", each.monitor);
            Standing standing = each.standing();
            List<Meter> own = standing.meters(); // first: what it throws is counted below
            meters.add(count("seen.count", "Events that a monitor was given", labels, each.buffer.seen()));
            meters.add(
                    count("lost.count", "Events that a monitor's buffer had no room for", labels, each.buffer.lost()));
            meters.add(count(
                    "passedover.count",
                    "Events that a monitor was not told of, to keep to its share of the processors",
                    labels,
                    each.buffer.passedOver()));
            meters.add(count("failed.count", "Calls of a monitor that threw", labels, each.failed()));
            meters.add(gauge("waiting", "Events in a monitor's buffer", labels, each.buffer.waiting()));
            boolean runs = standing.state() == State.RUNNING;
            meters.add(gauge("running", "1 while a monitor is attached and does not hang", labels, runs ? 1 : 0));
            own.forEach(meter -> meters.add(labelled(meter, each.model)));
        }
        meters.add(count(
                "leftbehind.count",
                "Monitors that did not return when they were detached",
                Map.of(),
                leftBehind.all()));
        return meters;
    }

    private static Meter labelled(Meter meter, String model) {
        Map<String, String> labels = new TreeMap<>(meter.labels());
        labels.put(MODEL, model);
        return new Meter(meter.name(), meter.description(), meter.kind(), labels, meter.value());
    }

    private static Meter count(String name, String description, Map<String, String> labels, long value) {
        return new Meter(PREFIX + name, description, Kind.COUNT, labels, value);
    }

    private static Meter gauge(String name, String description, Map<String, String> labels, int value) {
        return new Meter(PREFIX + name, description, Kind.GAUGE, labels, value);
    }
}
