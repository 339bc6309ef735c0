package io.roundhouse.trends;

import io.roundhouse.server.control.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers that a test sets. */
final class FakeNumbers implements Metrics {
    private final Map<String, Sample> samples = new LinkedHashMap<>();

    FakeNumbers gauge(String name, Map<String, String> labels, double value) {
        return set(new Sample(name, labels, value, false));
    }

    FakeNumbers count(String name, Map<String, String> labels, double value) {
        return set(new Sample(name, labels, value, true));
    }

    /** A count, from what it was. */
    FakeNumbers grow(String name, Map<String, String> labels, double by) {
        Sample was = samples.get(name + labels);
        return count(name, labels, by + (was == null ? 0 : was.value()));
    }

    /** So many answers that took so long, and the bars of a histogram that tell so. */
    FakeNumbers answers(String model, double number, double seconds) {
        grow("roundhouse_inference_requests_total", Map.of("model", model, "version", "1"), number);
        for (double bound : List.of(0.001, 0.01, 0.1, Double.POSITIVE_INFINITY)) {
            String le = Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
            grow(
                    "roundhouse_inference_duration_seconds_bucket",
                    Map.of("model", model, "le", le),
                    seconds <= bound ? number : 0);
        }
        return this;
    }

    private FakeNumbers set(Sample sample) {
        samples.put(sample.name() + sample.labels(), sample);
        return this;
    }

    void clear() {
        samples.clear();
    }

    @Override
    public List<Sample> samples() {
        return List.copyOf(samples.values());
    }
}
