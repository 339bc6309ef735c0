package io.roundhouse.quality;

import java.util.List;
import java.util.Optional;

/**
 * What a version's rows were like at first, or in the labelled rows: what now is held against. Of labelled rows the
 * estimates are realised values. Immutable; its arrays are only read.
 */
final class Baseline {
    private final boolean isLabelled;
    private final long rows;
    private final double[] shares;
    private final double[] confidence;
    private final double[] cuts;
    private final List<Estimate> estimates;

    /**
     * @param shares by class, or by bin of numbers
     * @param confidence by bin; empty where there are no probabilities
     * @param cuts of numbers; else empty
     */
    Baseline(
            boolean isLabelled,
            long rows,
            double[] shares,
            double[] confidence,
            double[] cuts,
            List<Estimate> estimates) {
        this.isLabelled = isLabelled;
        this.rows = rows;
        this.shares = shares;
        this.confidence = confidence;
        this.cuts = cuts;
        this.estimates = List.copyOf(estimates);
    }

    static Baseline of(boolean isLabelled, Pane pane, double[] cuts, List<Estimate> estimates) {
        return new Baseline(
                isLabelled, pane.rows, Pane.shares(pane.counts), Pane.shares(pane.confidence), cuts, estimates);
    }

    boolean isLabelled() {
        return isLabelled;
    }

    long rows() {
        return rows;
    }

    double[] shares() {
        return shares;
    }

    double[] confidence() {
        return confidence;
    }

    double[] cuts() {
        return cuts;
    }

    List<Estimate> estimates() {
        return estimates;
    }

    Optional<Estimate> find(String metric) {
        return estimates.stream()
                .filter(estimate -> estimate.metric().equals(metric))
                .findFirst();
    }

    /**
     * How far rows of now have moved, as the population stability index of what is predicted; from 0.25 it is taken for
     * another population. NaN where nothing can be compared.
     */
    double shift(long[] counts) {
        double[] now = Pane.shares(counts);
        if (now.length == 0 || shares.length == 0) {
            return Double.NaN;
        }
        double index = 0;
        for (int i = 0; i < now.length; i++) {
            double before = Math.max(1e-4, i < shares.length ? shares[i] : 0);
            double current = Math.max(1e-4, now[i]);
            index += (current - before) * Math.log(current / before);
        }
        return index;
    }

    /** For a person. */
    String words() {
        return isLabelled ? "the " + rows + " labelled rows" : "the first " + rows + " rows";
    }
}
