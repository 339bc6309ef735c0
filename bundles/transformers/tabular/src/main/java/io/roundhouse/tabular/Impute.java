package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.Optional;

/** A number that is missing becomes the fill. */
record Impute(double fill) implements Formula {
    private static final String WITH = "with";
    private static final String VALUE = "value";
    private static final String TEXT = "text";
    private static final String FILL = "fill";

    /** What fills the gaps. {@code CONSTANT}: the number 'value' or the text 'text'; the others are learnt. */
    private enum With {
        MEAN,
        MEDIAN,
        CONSTANT,
        MOST_FREQUENT
    }

    static Transformer step(Settings settings) {
        Columns columns = columns(settings);
        return switch (with(settings)) {
            case MEAN, MEDIAN ->
                NumberStep.of(columns, column -> new Impute(Numbers.finite(Learnt.of(settings, column, FILL), FILL)));
            case MOST_FREQUENT ->
                new FillTexts(
                        columns,
                        columns.from().stream()
                                .map(column -> Learnt.of(settings, column, FILL).text(FILL))
                                .toList());
            case CONSTANT -> constant(settings, columns);
        };
    }

    private static Transformer constant(Settings settings, Columns columns) {
        if (settings.has(VALUE) == settings.has(TEXT)) {
            throw settings.invalid(
                    VALUE, "must be there to fill columns of numbers, or 'text' to fill columns of texts", null);
        }
        if (settings.has(VALUE)) {
            Impute fill = new Impute(Numbers.finite(settings, VALUE));
            return NumberStep.of(columns, column -> fill);
        }
        String text = settings.text(TEXT);
        return new FillTexts(
                columns, columns.from().stream().map(column -> text).toList());
    }

    static Optional<Fitting> fitting(Settings settings) {
        Columns columns = columns(settings);
        return switch (with(settings)) {
            case MEAN -> NumberFitting.of(settings, columns, MeanLearner::new);
            case MEDIAN -> NumberFitting.of(settings, columns, MedianLearner::new);
            case MOST_FREQUENT ->
                TextFitting.of(settings, columns, counts -> Learnt.section(FILL, counts.mostFrequent()));
            case CONSTANT -> Optional.empty();
        };
    }

    private static Columns columns(Settings settings) {
        return Columns.read(settings, WITH, VALUE, TEXT, TextFitting.CATEGORIES_MAX, Learnt.KEY);
    }

    private static With with(Settings settings) {
        With with = settings.choice(WITH, With.MEDIAN);
        if (with != With.CONSTANT && (settings.has(VALUE) || settings.has(TEXT))) {
            throw onlyOfConstant(settings, settings.has(VALUE) ? VALUE : TEXT);
        }
        return with;
    }

    private static InferenceException onlyOfConstant(Settings settings, String key) {
        return settings.invalid(key, "is for 'with: constant' only", null);
    }

    @Override
    public void apply(double[] values) {
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = Double.isNaN(value) ? fill : value;
        }
    }

    private static final class MeanLearner implements NumberLearner {
        private final Moments moments = new Moments();

        @Override
        public void see(double value) {
            moments.see(value);
        }

        @Override
        public Settings learnt() {
            return Learnt.section(FILL, moments.mean());
        }
    }

    private static final class MedianLearner implements NumberLearner {
        private final Quantiles quantiles = new Quantiles();

        @Override
        public void see(double value) {
            quantiles.see(value);
        }

        @Override
        public Settings learnt() {
            return Learnt.section(FILL, quantiles.at(0.5)[0]);
        }
    }
}
