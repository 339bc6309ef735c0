package io.roundhouse.alerts;

import io.roundhouse.server.control.Alerts.Alert;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules on numbers recorded before; nobody is told, nothing is done. */
final class Replay {
    private Replay() {}

    static List<Alert> run(Path rules, Path recording) {
        Engine engine = new Engine(RulesFile.read(rules));
        List<Alert> changes = new ArrayList<>();
        Recording.read(recording, (at, samples) -> engine.step(at, samples).stream()
                .map(Standing::alert)
                .forEach(changes::add));
        return changes;
    }
}
