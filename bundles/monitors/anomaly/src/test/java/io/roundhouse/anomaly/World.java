package io.roundhouse.anomaly;

import io.roundhouse.server.control.Anomalies.Anomaly;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A server with one model, through days of which each has a busy noon and a quiet night, as the page of metrics shows it.
 * Noise has heavy tails and lasts a while, and a collection of garbage comes now and then.
 */
final class World {
    static final int DAY = 5_760; // ticks of fifteen seconds
    private static final long BEGIN = 1_790_000_000_000L;
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
    };
    private static final Map<String, String> MODEL = Map.of("model", "credit", "version", "3", "arm", "stable");

    /** What goes wrong; all 1 is nothing. */
    static final class Trouble {
        double rate = 1;
        double latency = 1;
        double compute = 1;
        double failures = 1;
        double memory = 1;
        double confidence = 1;
        double hourMoved;
    }

    /** Says for a tick what goes wrong. */
    interface Fate {
        void at(int tick, Trouble trouble);
    }

    private final Random random;
    private final Lookout lookout = new Lookout();
    private final TreeMap<Double, Double> buckets = new TreeMap<>();
    private final Map<String, Double> counts = new HashMap<>();
    private double slowNoise;
    private double latencyNoise;
    int tick;

    World(long seed) {
        random = new Random(seed);
    }

    /** Lives on for so many ticks. */
    World live(int ticks, Fate fate) {
        for (int end = tick + ticks; tick < end; tick++) {
            Trouble trouble = new Trouble();
            fate.at(tick, trouble);
            lookout.look(samples(trouble), tick * 15_000_000_000L, millis(tick));
        }
        return this;
    }

    World live(int ticks) {
        return live(ticks, (at, trouble) -> {});
    }

    static long millis(int tick) {
        return BEGIN + tick * 15_000L;
    }

    List<Anomaly> anomalies() {
        return lookout.anomalies();
    }

    Lookout lookout() {
        return lookout;
    }

    /** Student's t with five degrees of freedom, of deviation 1: of thousand values one is beyond 5. */
    private double heavy() {
        double chi = 0;
        for (int i = 0; i < 5; i++) {
            double one = random.nextGaussian();
            chi += one * one;
        }
        return random.nextGaussian() / Math.sqrt(chi / 5) * Math.sqrt(0.6);
    }

    private List<Sample> samples(Trouble trouble) {
        double hour = (tick % DAY) / 240.0 + trouble.hourMoved;
        double day = 0.5 - 0.5 * Math.cos(2 * Math.PI * hour / 24);
        slowNoise = 0.99 * slowNoise + 0.01 * random.nextGaussian();
        latencyNoise = 0.8 * latencyNoise + 0.06 * heavy();
        double mean = 15 * (5 + 60 * day * day) * Math.exp(slowNoise) * trouble.rate;
        double requests = Math.max(0, Math.rint(mean + Math.sqrt(mean) * heavy()));
        double median = 0.004 * (1 + 0.5 * day) * Math.exp(latencyNoise) * trouble.latency;
        double compute = 0.002 * Math.exp(0.02 * heavy()) * trouble.compute;
        double queue = 0.0003 * (1 + 3 * day * day) * Math.exp(0.2 * heavy()) * trouble.latency;
        double failed = 0;
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < 0.002 * trouble.failures ? 1 : 0;
        }
        add("requests_total", requests);
        add("failures_total", failed);
        add("queue_seconds_sum", queue * requests);
        add("queue_seconds_count", requests);
        add("compute_seconds_sum", compute * requests);
        add("compute_seconds_count", requests);
        double batches = requests / (1 + day);
        add("batch_rows_sum", requests);
        add("batch_rows_count", batches);
        for (double bound : BOUNDS) {
            double share = normal(Math.log(bound / (median + compute + queue)) / 0.6);
            buckets.merge(bound, Math.rint(requests * share), Double::sum);
        }
        return page(day, trouble);
    }

    private List<Sample> page(double day, Trouble trouble) {
        List<Sample> page = new ArrayList<>();
        counts.forEach((name, value) -> page.add(new Sample("roundhouse_inference_" + name, MODEL, value, true)));
        buckets.forEach((bound, count) -> {
            Map<String, String> labels = new HashMap<>(MODEL);
            labels.put("le", bound == Double.POSITIVE_INFINITY ? "+Inf" : bound.toString());
            page.add(new Sample("roundhouse_inference_duration_seconds_bucket", labels, count, true));
        });
        double confidence = (0.9 + 0.003 * heavy()) * trouble.confidence;
        page.add(new Sample("roundhouse_quality_confidence", MODEL, confidence, false));
        page.add(new Sample("roundhouse_quality_entropy", MODEL, 1 - confidence, false));
        page.add(gauge("process_cpu_usage", 0.05 + 0.4 * day * day + 0.01 * heavy()));
        page.add(gauge("process_memory_resident_bytes", 8e8 * trouble.memory * (1 + 0.05 * day) + 1e6 * heavy()));
        page.add(gauge("jvm_threads_live_threads", Math.rint(60 + 10 * day + random.nextGaussian())));
        double pause = random.nextInt(8) == 0 ? 0.03 : 0;
        page.add(new Sample(
                "jvm_gc_pause_seconds_sum", Map.of("cause", "any"), counts.merge("pauses", pause, Double::sum), true));
        return page;
    }

    private static Sample gauge(String name, double value) {
        return new Sample(name, Map.of(), value, false);
    }

    private void add(String name, double value) {
        counts.merge(name, value, Double::sum);
    }

    /** Abramowitz and Stegun 26.2.17, exact to 1e-7. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
