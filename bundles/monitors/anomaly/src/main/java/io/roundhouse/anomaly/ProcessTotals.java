package io.roundhouse.anomaly;

import io.roundhouse.server.control.Metrics.Sample;

/** What the process stood at. */
final class ProcessTotals {
    private double cpu = Double.NaN;
    private double memoryBytes = Double.NaN;
    private double threads = Double.NaN;
    private double collectionSeconds;

    void add(Sample sample) {
        switch (sample.name()) {
            case "process_cpu_usage" -> cpu = sample.value();
            case "process_memory_resident_bytes" -> memoryBytes = sample.value();
            case "jvm_threads_live_threads" -> threads = sample.value();
            case "jvm_gc_pause_seconds_sum" -> collectionSeconds += sample.value();
            default -> {} // of no interest here
        }
    }

    /** In the order of {@link Feature#OF_PROCESS}. */
    Value[] since(ProcessTotals before, double seconds) {
        double collected = collectionSeconds - before.collectionSeconds;
        return new Value[] {
            Value.of(cpu),
            Value.of(Math.log(memoryBytes)),
            collected >= 0 ? Value.of(collected / seconds) : Value.NONE,
            Value.of(Math.log(threads))
        };
    }
}
