package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Metrics.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Samples of a moment, and rules as they are written. */
final class Numbers {
    static final long STEP = 15_000;
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long BEGIN = 1_800_000_000_000L;

    private final List<Sample> samples = new ArrayList<>();

    static List<Sample> of(String name, double value) {
        return new Numbers().and(name, value, Map.of()).samples;
    }

    static List<Sample> of(String name, double value, Map<String, String> labels) {
        return new Numbers().and(name, value, labels).samples;
    }

    Numbers and(String name, double value, Map<String, String> labels) {
        samples.add(new Sample(name, labels, value, name.endsWith("_total")));
        return this;
    }

    List<Sample> all() {
        return List.copyOf(samples);
    }

    static Settings yaml(String... lines) {
        return Yaml.read("alerts.yaml", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static Rulebook book(String... lines) {
        return Rulebook.read(yaml(lines));
    }

    static Engine engine(String... lines) {
        return new Engine(book(lines));
    }
}
