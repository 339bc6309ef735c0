package io.roundhouse.server.control;

import io.roundhouse.api.inference.ServedBy;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes every pair of answers as it comes. Registered as a service; told only what comes after that. */
@ConsumerType
@FunctionalInterface
public interface PairListener {
    /**
     * Takes note. Called once a pair, on a thread of the watching arms, several at once; must not block and should take
     * a few microseconds, as watching arms get fewer requests otherwise. What it throws is caught and counted.
     */
    void on(Pair pair);

    /**
     * A request that both arms are done with.
     *
     * @param labelRows rows whose label could be compared; 0 when one failed or no output is a label
     * @param labelFlips those of them with another label
     * @param relativeMax the largest relative difference of an element; infinite when something was incomparable
     * @param absoluteMax the largest difference of an element
     * @param liveTotalNanos as {@link io.roundhouse.api.inference.Timing#totalNanos()}
     * @param liveComputeNanos the engine's time for the batch
     * @param atMillis wall clock
     */
    record Pair(
            String requestId,
            ServedBy live,
            ServedBy watching,
            boolean liveFailed,
            boolean watchingFailed,
            int labelRows,
            int labelFlips,
            double relativeMax,
            double absoluteMax,
            long liveTotalNanos,
            long watchingTotalNanos,
            long liveComputeNanos,
            long watchingComputeNanos,
            long atMillis) {
        public String model() {
            return live.model().name();
        }
    }
}
