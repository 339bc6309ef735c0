package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Transformer;

/** The natural logarithm, of the number or of one more. What has none becomes missing: 0, and what is negative. */
record Log(boolean plusOne) implements Formula {
    private static final String PLUS_ONE = "plus_one";

    static Transformer step(Settings settings) {
        Columns columns = Columns.read(settings, PLUS_ONE);
        Log log = new Log(settings.flag(PLUS_ONE, false));
        return NumberStep.of(columns, column -> log);
    }

    /** By StrictMath: Math may give other bits once it is compiled. */
    @Override
    public void apply(double[] values) {
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (plusOne) {
                values[i] = value > -1 ? StrictMath.log1p(value) : Double.NaN;
            } else {
                values[i] = value > 0 ? StrictMath.log(value) : Double.NaN;
            }
        }
    }
}
