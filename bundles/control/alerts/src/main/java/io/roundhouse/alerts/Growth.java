package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.HashMap;
import java.util.Map;

/**
 * How much several counts have grown together since the first look, through restarts of what counts. A count that appears
 * later began at zero: many do not exist before something happened.
 */
final class Growth {
    /** Of one group; more than that is a mistake in what is counted, and is left out. */
    private static final int SERIES_MAX = 2_000;

    private final Map<Map<String, String>, Double> last = new HashMap<>();
    private double total;

    Growth(double total) {
        this.total = total;
    }

    /** @param first whether this look is the first one, which only tells where counting begins */
    void see(Sample sample, boolean first) {
        double value = sample.value();
        Double before = last.get(sample.labels());
        if (!Double.isFinite(value) || (before == null && last.size() >= SERIES_MAX)) {
            return;
        }
        last.put(sample.labels(), value);
        if (before == null) {
            total += first ? 0 : value;
        } else {
            total += value >= before ? value - before : value;
        }
    }

    double total() {
        return total;
    }
}
