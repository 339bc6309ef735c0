package io.roundhouse.admin;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the page for Prometheus says of arms, gathered by arm. */
final class ArmNumbers {
    private static final String REQUESTS = "roundhouse_inference_requests_total";
    private static final String FAILURES = "roundhouse_inference_failures_total";
    private static final String BUCKET = "roundhouse_inference_duration_seconds_bucket";
    private static final List<String> PROCESS =
            List.of("process_cpu_usage", "process_resident_memory_bytes", "process_uptime_seconds");

    private final Map<Key, Numbers> arms = new LinkedHashMap<>();

    private record Key(String model, String version, String arm, String engine, String engineVersion) {
        static Key of(Map<String, String> labels) {
            return new Key(
                    labels.getOrDefault("model", ""),
                    labels.getOrDefault("version", ""),
                    labels.getOrDefault("arm", ""),
                    labels.getOrDefault("engine", ""),
                    labels.getOrDefault("engine_version", ""));
        }
    }

    private static final class Numbers {
        double requests;
        final Map<String, Double> failures = new TreeMap<>();
        final Map<Double, Double> buckets = new TreeMap<>();
    }

    private ArmNumbers() {}

    static List<Snapshot.Arm> of(List<Sample> samples) {
        ArmNumbers all = new ArmNumbers();
        samples.forEach(all::take);
        List<Snapshot.Arm> arms = new ArrayList<>();
        all.arms.forEach((key, numbers) -> arms.add(new Snapshot.Arm(
                key.model,
                key.version,
                key.arm,
                key.engine,
                key.engineVersion,
                numbers.requests,
                numbers.failures,
                List.copyOf(numbers.buckets.keySet()),
                List.copyOf(numbers.buckets.values()))));
        arms.sort(Comparator.comparing(Snapshot.Arm::model)
                .thenComparing(Snapshot.Arm::arm)
                .thenComparing(Snapshot.Arm::version));
        return arms;
    }

    static Map<String, Double> process(List<Sample> samples) {
        Map<String, Double> process = new TreeMap<>();
        for (Sample sample : samples) {
            if (PROCESS.contains(sample.name())) {
                process.put(sample.name(), sample.value());
            }
        }
        return process;
    }

    private void take(Sample sample) {
        switch (sample.name()) {
            case REQUESTS -> numbers(sample).requests += sample.value();
            case FAILURES ->
                numbers(sample)
                        .failures
                        .merge(sample.labels().getOrDefault("code", "OTHER"), sample.value(), Double::sum);
            case BUCKET ->
                numbers(sample)
                        .buckets
                        .merge(bound(sample.labels().getOrDefault("le", "+Inf")), sample.value(), Double::sum);
            default -> {
                // not of an arm
            }
        }
    }

    private Numbers numbers(Sample sample) {
        return arms.computeIfAbsent(Key.of(sample.labels()), key -> new Numbers());
    }

    private static double bound(String le) {
        return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }
}
