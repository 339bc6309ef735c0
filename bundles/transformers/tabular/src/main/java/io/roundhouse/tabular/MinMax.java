package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.Optional;

/** Where a number stands between the least and the greatest, 0 to 1; beyond them outside of that. */
record MinMax(double min, double max) implements Formula {
    private static final String MIN = "min";
    private static final String MAX = "max";

    static Transformer step(Settings settings) {
        return NumberStep.of(columns(settings), column -> of(Learnt.of(settings, column, MIN, MAX)));
    }

    static Optional<Fitting> fitting(Settings settings) {
        return NumberFitting.of(settings, columns(settings), Learner::new);
    }

    private static Columns columns(Settings settings) {
        return Columns.read(settings, Learnt.KEY);
    }

    private static MinMax of(Settings learnt) {
        MinMax bounds = new MinMax(Numbers.finite(learnt, MIN), Numbers.finite(learnt, MAX));
        if (bounds.min > bounds.max) {
            throw learnt.invalid(MIN, "must not be above 'max', was " + bounds.min + " > " + bounds.max, null);
        }
        return bounds;
    }

    @Override
    public void apply(double[] values) {
        double width = max == min ? 1 : max - min; // all equal: 0
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - min) / width;
        }
    }

    private static final class Learner implements NumberLearner {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        @Override
        public void see(double value) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        @Override
        public Settings learnt() {
            return Learnt.section(MIN, min, MAX, max);
        }
    }
}
