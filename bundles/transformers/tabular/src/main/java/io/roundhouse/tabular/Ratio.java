package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.DoubleBuffer;
import java.util.List;

/** One number by another. By 0 it is {@code otherwise}, or missing; missing if one is. */
final class Ratio implements Transformer {
    private static final String NUMERATOR = "numerator";
    private static final String DENOMINATOR = "denominator";
    private static final String OTHERWISE = "otherwise";

    private final double otherwise;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private Ratio(String numerator, String denominator, String into, double otherwise) {
        this.otherwise = otherwise;
        this.reads = Columns.numbers(List.of(numerator, denominator));
        this.writes = Columns.numbers(List.of(into));
    }

    static Transformer step(Settings settings) {
        settings.allow(NUMERATOR, DENOMINATOR, Columns.INTO, OTHERWISE);
        String numerator = Columns.requireLength(settings, NUMERATOR, settings.text(NUMERATOR));
        String denominator = Columns.requireLength(settings, DENOMINATOR, settings.text(DENOMINATOR));
        if (numerator.equals(denominator)) {
            throw settings.invalid(
                    DENOMINATOR, "must be another column than 'numerator', was '" + numerator + "'", null);
        }
        String into = Columns.requireLength(settings, Columns.INTO, settings.text(Columns.INTO));
        return new Ratio(
                numerator,
                denominator,
                into,
                settings.has(OTHERWISE) ? Numbers.finite(settings, OTHERWISE) : Double.NaN);
    }

    @Override
    public List<TensorSpec> reads() {
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return writes;
    }

    @Override
    public Tensors apply(Tensors given) {
        Tensor above = given.get(reads.get(0).name());
        DoubleBuffer numerators = above.data().asDoubleBuffer();
        DoubleBuffer denominators = given.get(reads.get(1).name()).data().asDoubleBuffer();
        double[] ratios = new double[(int) above.shape().rows()];
        for (int row = 0; row < ratios.length; row++) {
            ratios[row] = ratio(numerators.get(row), denominators.get(row));
        }
        return Tensors.of(writes.get(0).name(), Numbers.column(ratios));
    }

    /** NaN is always the same one: of two, which one a division gives is the processor's choice. */
    private double ratio(double numerator, double denominator) {
        if (Double.isNaN(numerator) || Double.isNaN(denominator)) {
            return Double.NaN;
        }
        double ratio = denominator == 0 ? otherwise : numerator / denominator;
        return Double.isNaN(ratio) ? Double.NaN : ratio;
    }
}
