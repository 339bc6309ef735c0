package io.roundhouse.server.control;

import io.roundhouse.api.inference.ServedBy;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the pairs of a live and a watching arm gave on the same requests. */
@ProviderType
public interface Comparisons {
    /** A report for each pair of arms, by model, live and watching arm, latest last; a fresh snapshot. */
    List<Report> reports();

    /**
     * One pair of arms. Another version or engine on either side is another pair.
     *
     * @param sinceMillis wall clock of the first pair of answers
     * @param label empty while no output is a label
     * @param latencies by part: {@code queue}, {@code transform}, {@code compute}, {@code engine}, {@code cpu}, {@code total};
     *     of {@code cpu} only the pairs count in which it was measured on both sides
     * @param worst the pairs furthest apart, worst first; a few
     */
    record Report(
            ServedBy live,
            ServedBy watching,
            long sinceMillis,
            long lastMillis,
            Counts pairs,
            Optional<Label> label,
            List<Output> outputs,
            List<Latency> latencies,
            Sizes sizes,
            List<Worst> worst) {
        public Report {
            outputs = List.copyOf(outputs);
            latencies = List.copyOf(latencies);
            worst = List.copyOf(worst);
        }

        public String model() {
            return live.model().name();
        }
    }

    /**
     * How many requests ended how.
     *
     * @param equal both answered, and every output was the same
     */
    record Counts(
            long all, long equal, long bothAnswered, long onlyLiveFailed, long onlyWatchingFailed, long bothFailed) {}

    /** How often the decision was another; rows and pairs in which both arms answered. */
    record Label(String output, long rows, long flippedRows, long pairs, long flippedPairs) {}

    /**
     * One output. Spreads are over pairs, and a pair counts with its worst element or row.
     *
     * @param incomparable elements that are a number on one side only: NaN, or infinite
     * @param mismatches pairs in which type, shape or presence differed; they are in no spread
     * @param mismatch an example of these, or empty
     * @param relative of an element: the difference by the larger magnitude of both
     * @param ulps representable numbers between both; floating types only
     * @param cosineDistance 1 - cosine of a row; floating outputs whose last dimension is 2 or more
     */
    record Output(
            String name,
            long pairs,
            long equalPairs,
            long elements,
            long equalElements,
            long incomparable,
            long mismatches,
            String mismatch,
            Spread absolute,
            Spread relative,
            Spread ulps,
            Spread cosineDistance) {}

    /** A distribution: exact count, mean, min and max; quantiles within 7 % of the value. All 0 when empty. */
    record Spread(long count, double mean, double min, double p50, double p90, double p99, double max) {}

    /** One part of the time. {@code difference} is watching less live, in nanoseconds. */
    record Latency(String part, double liveMeanNanos, double watchingMeanNanos, Spread difference) {}

    /** Bytes of all outputs of the pairs in which both answered. */
    record Sizes(long liveBytes, long watchingBytes, long pairsOfOtherSize) {}

    /** Two answers far apart. Values are texts of one element, cut to a few characters. */
    record Worst(
            String requestId,
            String output,
            long row,
            boolean flip,
            double relative,
            String live,
            String watching,
            long atMillis) {}
}
