package io.roundhouse.tabular;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A formula for each column of numbers. A column is copied to the heap and back as a whole: there the compiler vectorises
 * the formula, over a direct buffer it does not.
 */
final class NumberStep implements Transformer {
    private final Columns columns;
    private final List<Formula> formulas;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private NumberStep(Columns columns, List<Formula> formulas) {
        this.columns = columns;
        this.formulas = formulas;
        this.reads = Columns.numbers(columns.from());
        this.writes = Columns.numbers(columns.into());
    }

    /** A formula by the name of its column. */
    static NumberStep of(Columns columns, Function<String, Formula> formula) {
        return new NumberStep(columns, columns.from().stream().map(formula).toList());
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
        List<Tensor> made = new ArrayList<>(formulas.size());
        double[] values = new double[0];
        for (int i = 0; i < formulas.size(); i++) {
            Tensor column = given.get(columns.from().get(i));
            int rows = (int) column.shape().rows();
            values = values.length == rows ? values : new double[rows];
            column.data().asDoubleBuffer().get(values);
            formulas.get(i).apply(values);
            made.add(Numbers.column(values));
        }
        return Tensors.of(columns.into(), made);
    }
}
