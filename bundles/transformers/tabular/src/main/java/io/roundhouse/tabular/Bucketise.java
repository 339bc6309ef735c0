package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which bucket a number is in: how many boundaries are not above it. */
final class Bucketise implements Formula {
    static final int BUCKETS_MAX = 1024;

    private static final String BOUNDARIES = "boundaries";
    private static final String BUCKETS = "buckets";
    private static final String LABELS = "labels";

    private final double[] boundaries;

    Bucketise(double... boundaries) {
        this.boundaries = boundaries.clone();
    }

    static Transformer step(Settings settings) {
        Columns columns = columns(settings);
        List<String> labels = labels(settings);
        return labels.isEmpty()
                ? NumberStep.of(columns, column -> of(settings, column))
                : new Labelled(
                        columns,
                        columns.from().stream()
                                .map(column -> of(settings, column))
                                .toList(),
                        labels);
    }

    static Optional<Fitting> fitting(Settings settings) {
        Columns columns = columns(settings);
        if (settings.has(BOUNDARIES)) {
            return Optional.empty();
        }
        int buckets = (int) settings.integer(BUCKETS, 0, 2, BUCKETS_MAX);
        return NumberFitting.of(settings, columns, () -> new Learner(buckets));
    }

    private static Columns columns(Settings settings) {
        Columns columns = Columns.read(settings, BOUNDARIES, BUCKETS, LABELS, Learnt.KEY);
        if (settings.has(BOUNDARIES) == settings.has(BUCKETS)) {
            throw settings.invalid(
                    BOUNDARIES,
                    "must be there, or 'buckets' to learn boundaries with equally many rows between, and not both",
                    null);
        }
        return columns;
    }

    /** Names of the buckets; empty when these stay numbers. They need boundaries that are known before any data is. */
    private static List<String> labels(Settings settings) {
        List<String> labels = settings.texts(LABELS);
        if (!settings.has(LABELS)) {
            return labels;
        }
        if (!settings.has(BOUNDARIES)) {
            throw settings.invalid(LABELS, "need 'boundaries', learnt ones may be fewer than 'buckets' asks for", null);
        }
        int wanted = settings.texts(BOUNDARIES).size() + 1;
        if (labels.size() != wanted) {
            throw settings.invalid(
                    LABELS, "must name " + wanted + " buckets, one more than boundaries, was " + labels, null);
        }
        return labels;
    }

    private static Bucketise of(Settings settings, String column) {
        Settings holder = settings.has(BOUNDARIES) ? settings : Learnt.of(settings, column, BOUNDARIES);
        double[] boundaries = Numbers.ascending(holder, BOUNDARIES);
        if (boundaries.length == 0 || boundaries.length >= BUCKETS_MAX) {
            throw holder.invalid(
                    BOUNDARIES,
                    "must hold 1.." + (BUCKETS_MAX - 1) + " ascending numbers, has " + boundaries.length,
                    null);
        }
        return new Bucketise(boundaries);
    }

    /** The bucket, counted from 0; -1 of what is missing. */
    int bucket(double value) {
        if (Double.isNaN(value)) {
            return -1;
        }
        int low = 0;
        for (int high = boundaries.length; low < high; ) {
            int middle = (low + high) >>> 1;
            if (boundaries[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void apply(double[] values) {
        for (int i = 0; i < values.length; i++) {
            int bucket = bucket(values[i]);
            values[i] = bucket < 0 ? Double.NaN : bucket;
        }
    }

    /** Boundaries between which equally many rows lie; fewer where many rows are equal. */
    private static final class Learner implements NumberLearner {
        private final Quantiles quantiles = new Quantiles();
        private final double[] shares;

        Learner(int buckets) {
            shares = new double[buckets - 1];
            Arrays.setAll(shares, i -> (i + 1) / (double) buckets);
        }

        @Override
        public void see(double value) {
            quantiles.see(value + 0.0); // a boundary at -0.0 would not follow one at 0.0
        }

        @Override
        public Settings learnt() {
            double[] boundaries = quantiles.at(shares);
            return Learnt.section(
                    BOUNDARIES,
                    Numbers.texts(Arrays.stream(boundaries).distinct().toArray()));
        }
    }
}
