package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Transformer;

/** A number below the bounds becomes the lower, one above them the upper. */
record Clip(double min, double max) implements Formula {
    private static final String MIN = "min";
    private static final String MAX = "max";

    static Transformer step(Settings settings) {
        Columns columns = Columns.read(settings, MIN, MAX);
        if (!settings.has(MIN) && !settings.has(MAX)) {
            throw settings.invalid(MIN, "or 'max' must be there, or nothing is clipped", null);
        }
        double min = settings.has(MIN) ? Numbers.finite(settings, MIN) : Double.NEGATIVE_INFINITY;
        double max = settings.has(MAX) ? Numbers.finite(settings, MAX) : Double.POSITIVE_INFINITY;
        if (min > max) {
            throw settings.invalid(MIN, "must not be above 'max', was " + min + " > " + max, null);
        }
        return NumberStep.of(columns, column -> new Clip(min, max));
    }

    /** By comparing: what Math.min makes of NaN may differ in its bits once it is compiled. */
    @Override
    public void apply(double[] values) {
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = value < min ? min : value > max ? max : value;
        }
    }
}
