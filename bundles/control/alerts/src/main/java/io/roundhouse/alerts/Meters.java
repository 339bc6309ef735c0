package io.roundhouse.alerts;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.spi.monitor.PluginMeters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The room's own numbers. Reads snapshots only: it is asked while the rules are about to be weighed. */
final class Meters implements PluginMeters {
    private final Watch watch;
    private final Outboxes outboxes;
    private final Rounds rounds;

    private final Path data;

    /** @param data the folder whose disk is watched: without room on it nothing outlives the server */
    Meters(Watch watch, Outboxes outboxes, Rounds rounds, Path data) {
        this.data = data;
        this.watch = watch;
        this.outboxes = outboxes;
        this.rounds = rounds;
    }

    @Override
    public List<Meter> meters() {
        List<Meter> meters = new ArrayList<>();
        meters.add(count("looks", "Looks at all numbers", Map.of(), rounds.looks()));
        meters.add(count("looks.failed", "Looks that failed", Map.of(), rounds.failures()));
        meters.add(gauge("disk.free.bytes", "Room for the server's data", Map.of(), free(data)));
        Map<String, Long> firing = watch.alerts().stream()
                .filter(alert -> alert.state() == State.FIRING)
                .collect(Collectors.groupingBy(Alert::severity, TreeMap::new, Collectors.counting()));
        firing.forEach((severity, number) ->
                meters.add(gauge("firing", "Alerts that fire", Map.of("severity", severity), number)));
        for (Outbox outbox : outboxes.all()) {
            Map<String, String> to = Map.of("to", outbox.name());
            meters.add(count("messages.sent", "Messages that a receiver took", to, outbox.sent()));
            meters.add(count("messages.retried", "Attempts that failed and were made again", to, outbox.retried()));
            meters.add(count(
                    "messages.dropped", "Messages given up, or that found too many waiting", to, outbox.dropped()));
            meters.add(gauge("messages.waiting", "Messages that wait", to, outbox.waiting()));
        }
        for (Budget budget : watch.budgets()) {
            meters.add(gauge(
                    "budget.left",
                    "Part of an objective's error budget that is left; below 0 when overdrawn",
                    Map.of("slo", budget.slo(), "model", budget.model()),
                    budget.left()));
        }
        return meters;
    }

    /** The room's own folder may not be there yet. */
    private static double free(Path data) {
        Path there = data.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return (double) there.toFile().getUsableSpace();
    }

    private static Meter count(String name, String description, Map<String, String> labels, long value) {
        return new Meter("roundhouse.alerts." + name, description, Kind.COUNT, labels, (double) value);
    }

    private static Meter gauge(String name, String description, Map<String, String> labels, double value) {
        return new Meter("roundhouse.alerts." + name, description, Kind.GAUGE, labels, value);
    }
}
