package io.roundhouse.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A number that is watched, on a scale where its noise is about as large whether it is great or small: the square root of a
 * count, the logarithm of a time.
 *
 * @param floor the least noise on that scale; what differs by less is of no interest
 * @param told the number of the scale as a person reads it
 */
record Feature(String word, double floor, DoubleUnaryOperator told, String unit) {
    private static final double LEAST_QUEUE_SECONDS = 1e-4;

    static final Feature RATE = new Feature("request rate", 1, t -> t * t / 4 / Totals.SECONDS, "/s");
    static final Feature FAILURES = new Feature("failure share", 0.02, t -> 100 * Math.pow(Math.sin(t / 2), 2), " %");
    static final Feature P99 = new Feature("p99 latency", 0.1, t -> 1e3 * Math.exp(t), " ms");
    static final Feature QUEUE = new Feature("queue time", 0.1, t -> 1e3 * (Math.exp(t) - LEAST_QUEUE_SECONDS), " ms");
    static final Feature COMPUTE = new Feature("compute time", 0.05, t -> 1e3 * Math.exp(t), " ms");
    static final Feature BATCH = new Feature("batch size", 0.05, Math::exp, " rows");
    static final Feature CONFIDENCE = new Feature("confidence", 0.01, t -> t, "");
    static final Feature ENTROPY = new Feature("entropy", 0.01, t -> t, "");
    static final Feature CPU = new Feature("processor load", 0.02, t -> 100 * t, " %");
    static final Feature MEMORY = new Feature("memory", 0.02, t -> Math.exp(t) / (1 << 20), " MiB");
    static final Feature COLLECTION = new Feature("garbage collection", 0.01, t -> 100 * t, " % of the time");
    static final Feature THREADS = new Feature("threads", 0.05, Math::exp, "");

    static final List<Feature> OF_MODEL = List.of(RATE, FAILURES, P99, QUEUE, COMPUTE, BATCH, CONFIDENCE, ENTROPY);
    static final List<Feature> OF_PROCESS = List.of(CPU, MEMORY, COLLECTION, THREADS);

    /** How a queue time is put on its scale: below a tenth of a millisecond nobody waits. */
    static double queue(double seconds) {
        return Math.log(seconds + LEAST_QUEUE_SECONDS);
    }

    /** As a person reads it: {@code 31.2 ms}. */
    String text(double t) {
        double value = told.applyAsDouble(t);
        String digits = Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
        return digits + unit;
    }
}
