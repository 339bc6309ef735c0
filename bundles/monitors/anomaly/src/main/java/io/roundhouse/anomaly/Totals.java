package io.roundhouse.anomaly;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model's counters stood at, over all its versions and arms; and what came since another time. A version that went
 * takes its counts along, so that a difference is below 0: then nothing is known of that while.
 */
final class Totals {
    /** What counts are told for, however long the while was. */
    static final double SECONDS = 15;

    private static final String INFERENCE = "roundhouse_inference_";
    private static final int P99_COUNT_MIN = 20; // of fewer, the greatest says nothing about the others

    double requests;
    double failures;
    double queueSeconds;
    double queued;
    double computeSeconds;
    double computed;
    double batchRows;
    double batches;
    double confidence;
    double confident;
    double entropy;
    double entropies;
    final TreeMap<Double, Double> buckets = new TreeMap<>();

    void add(Sample sample) {
        double value = sample.value();
        switch (sample.name()) {
            case INFERENCE + "requests_total" -> requests += value;
            case INFERENCE + "failures_total" -> failures += value;
            case INFERENCE + "queue_seconds_sum" -> queueSeconds += value;
            case INFERENCE + "queue_seconds_count" -> queued += value;
            case INFERENCE + "compute_seconds_sum" -> computeSeconds += value;
            case INFERENCE + "compute_seconds_count" -> computed += value;
            case INFERENCE + "batch_rows_sum" -> batchRows += value;
            case INFERENCE + "batch_rows_count" -> batches += value;
            case INFERENCE + "duration_seconds_bucket" -> bucket(sample.labels(), value);
            case "roundhouse_quality_confidence" -> {
                confidence += value;
                confident++;
            }
            case "roundhouse_quality_entropy" -> {
                entropy += value;
                entropies++;
            }
            default -> {} // of no interest here
        }
    }

    private void bucket(Map<String, String> labels, double value) {
        String le = labels.getOrDefault("le", "");
        try {
            buckets.merge(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), value, Double::sum);
        } catch (NumberFormatException e) {
            // of a histogram that is none
        }
    }

    /** In the order of {@link Feature#OF_MODEL}. */
    Value[] since(Totals before, double seconds) {
        double count = requests - before.requests;
        double failed = failures - before.failures;
        double scale = SECONDS / seconds;
        boolean counted = count >= 0;
        return new Value[] {
            counted ? new Value(2 * Math.sqrt(count * scale), Math.sqrt(scale)) : Value.NONE,
            counted && count > 0 && failed >= 0 ? share(Math.min(1, failed / count), count) : Value.NONE,
            p99(before),
            mean(queueSeconds - before.queueSeconds, queued - before.queued, true),
            mean(computeSeconds - before.computeSeconds, computed - before.computed, false),
            mean(batchRows - before.batchRows, batches - before.batches, false),
            confident > 0 ? Value.of(confidence / confident) : Value.NONE,
            entropies > 0 ? Value.of(entropy / entropies) : Value.NONE
        };
    }

    /** Anscombe's angle, whose noise depends on the count alone, and hardly on the share. */
    private static Value share(double share, double count) {
        double angle = 2 * Math.asin(Math.sqrt((share * count + 0.375) / (count + 0.75)));
        return new Value(angle, 1 / Math.sqrt(count));
    }

    private static Value mean(double sum, double count, boolean queue) {
        if (!(count > 0) || !(sum >= 0)) {
            return Value.NONE;
        }
        return Value.of(queue ? Feature.queue(sum / count) : Math.log(sum / count));
    }

    /** Between the bounds of its bucket evenly, as everybody does it who has no more than buckets. */
    private Value p99(Totals before) {
        double all = difference(before, Double.POSITIVE_INFINITY);
        if (!(all >= P99_COUNT_MIN)) {
            return Value.NONE;
        }
        double wanted = 0.99 * all;
        double lower = 0;
        double below = 0;
        for (double upper : buckets.keySet()) {
            double upTo = difference(before, upper);
            if (upTo >= wanted) {
                double share = upTo > below ? (wanted - below) / (upTo - below) : 1;
                return Value.of(Math.log(upper == Double.POSITIVE_INFINITY ? lower : lower + share * (upper - lower)));
            }
            lower = upper;
            below = upTo;
        }
        return Value.NONE;
    }

    private double difference(Totals before, double upper) {
        return buckets.getOrDefault(upper, 0.0) - before.buckets.getOrDefault(upper, 0.0);
    }
}
