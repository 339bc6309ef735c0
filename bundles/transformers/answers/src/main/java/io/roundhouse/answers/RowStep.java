package io.roundhouse.answers;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.List;

/** A function of each row by itself, so that a row has the same bits in any batch. */
final class RowStep implements Transformer {
    private final String column;
    private final String into;
    private final RowFunction function;

    RowStep(String column, String into, RowFunction function) {
        this.column = column;
        this.into = into;
        this.function = function;
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(Columns.scores(column));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(Columns.scores(into));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor rows = columns.get(column);
        Tensor made = Tensor.allocate(DataType.FP32, rows.shape());
        FloatBuffer from = rows.data().asFloatBuffer();
        FloatBuffer to = made.data().asFloatBuffer();
        float[] row = new float[Columns.size(rows, 1)];
        double[] work = new double[row.length];
        while (to.hasRemaining()) {
            from.get(row);
            function.apply(row, work);
            to.put(row);
        }
        return Tensors.of(into, made);
    }
}
