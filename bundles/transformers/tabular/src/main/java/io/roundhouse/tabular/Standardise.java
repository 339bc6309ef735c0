package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.Optional;

/** How many deviations a number is above the mean. A column without deviation is centred only. */
record Standardise(double mean, double deviation) implements Formula {
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";

    static Transformer step(Settings settings) {
        return NumberStep.of(columns(settings), column -> of(Learnt.of(settings, column, MEAN, DEVIATION)));
    }

    static Optional<Fitting> fitting(Settings settings) {
        return NumberFitting.of(settings, columns(settings), Learner::new);
    }

    private static Columns columns(Settings settings) {
        return Columns.read(settings, Learnt.KEY);
    }

    private static Standardise of(Settings learnt) {
        double deviation = Numbers.finite(learnt, DEVIATION);
        if (deviation < 0) {
            throw learnt.invalid(DEVIATION, "must be 0 or more, was " + deviation, null);
        }
        return new Standardise(Numbers.finite(learnt, MEAN), deviation == 0 ? 1 : deviation);
    }

    @Override
    public void apply(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }

    private static final class Learner implements NumberLearner {
        private final Moments moments = new Moments();

        @Override
        public void see(double value) {
            moments.see(value);
        }

        @Override
        public Settings learnt() {
            return Learnt.section(MEAN, moments.mean(), DEVIATION, moments.deviation());
        }
    }
}
