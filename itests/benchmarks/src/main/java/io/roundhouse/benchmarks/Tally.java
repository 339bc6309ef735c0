package io.roundhouse.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one measured span saw. Filled by the generator's thread, read after it was handed over. */
final class Tally {
    private final Histogram fromDue = new Histogram(3_600_000_000_000L, 3);
    private final Histogram fromSent = new Histogram(3_600_000_000_000L, 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private final long begin;
    private long end;

    Tally(long begin) {
        this.begin = begin;
    }

    void answered(long due, long sent, long now) {
        fromDue.recordValue(Math.max(0, now - due));
        fromSent.recordValue(Math.max(0, now - sent));
    }

    /** Counts a request that was not answered, or not rightly; at most 32 different reasons are kept apart. */
    void failed(String reason) {
        failures.merge(failures.size() < 32 || failures.containsKey(reason) ? reason : "others", 1L, Long::sum);
    }

    void end(long now) {
        end = now;
    }

    /** Adds what another span saw; the rate is then that of both together. */
    Tally add(Tally other) {
        Tally sum = new Tally(0);
        sum.end = end - begin + other.end - other.begin;
        for (Tally part : new Tally[] {this, other}) {
            sum.fromDue.add(part.fromDue);
            sum.fromSent.add(part.fromSent);
            part.failures.forEach((reason, count) -> sum.failures.merge(reason, count, Long::sum));
        }
        return sum;
    }

    long answered() {
        return fromSent.getTotalCount();
    }

    /** Why requests failed, and how many did for that reason. */
    List<String> reasons() {
        return failures.entrySet().stream()
                .map(e -> e.getValue() + " x " + e.getKey())
                .toList();
    }

    long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    double seconds() {
        return (end - begin) / 1e9;
    }

    double perSecond() {
        return answered() / seconds();
    }

    /** Latency from the time the request was due: includes what it waited for a free connection. */
    double dueMicros(double percentile) {
        return fromDue.getValueAtPercentile(percentile) / 1e3;
    }

    /** Latency from the time the request was sent. */
    double sentMicros(double percentile) {
        return fromSent.getValueAtPercentile(percentile) / 1e3;
    }

    double maxMicros() {
        return fromDue.getMaxValue() / 1e3;
    }
}
