package io.roundhouse.validate;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Holds columns against a schema: first each column against its own constraints, then rows across columns. It goes
 * through the tensors where they lie; columns in which all is right are handed on as they came, and nothing is made for
 * a row before something is found in it.
 */
final class ValidateStep implements Transformer {
    private final Schema schema;
    private final LongSupplier millisClock;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;
    private final List<String> names;

    ValidateStep(Schema schema, LongSupplier millisClock) {
        this.schema = schema;
        this.millisClock = millisClock;
        reads = schema.columns().stream().map(ColumnCheck::spec).toList();
        List<TensorSpec> all = new ArrayList<>(reads);
        schema.report().ifPresent(name -> all.add(new TensorSpec(name, DataType.BYTES, Shape.of(Shape.ANY))));
        writes = List.copyOf(all);
        names = writes.stream().map(TensorSpec::name).toList();
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
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        boolean reports = schema.report().isPresent();
        Tensor[] checked = new Tensor[names.size()];
        int rows = (int) columns.get(names.get(0)).shape().rows();
        Run run = new Run(context, reports, rows, millisClock.getAsLong());
        boolean same = !reports;
        for (int i = 0; i < reads.size(); i++) {
            Tensor column = columns.get(names.get(i));
            checked[i] = schema.columns().get(i).check(column, run);
            same &= checked[i] == column;
        }
        Tensor[] before = schema.rules().isEmpty() ? checked : checked.clone();
        for (RowRule rule : schema.rules()) {
            rule.check(checked, run);
        }
        same &= before == checked || Arrays.equals(before, checked);
        run.end();
        if (same) {
            return columns.only(names);
        }
        if (reports) {
            checked[reads.size()] = run.report();
        }
        return Tensors.of(names, List.of(checked));
    }
}
