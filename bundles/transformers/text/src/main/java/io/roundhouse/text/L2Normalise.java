package io.roundhouse.text;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.List;

/** Brings each row to length 1, so that the dot product of two rows is their cosine. A row of zeros stays as it is. */
final class L2Normalise implements Transformer {
    private final String column;
    private final String into;

    L2Normalise(String column, String into) {
        this.column = column;
        this.into = into;
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(new TensorSpec(column, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY)));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(new TensorSpec(into, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY)));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor rows = columns.get(column);
        Tensor normal = Tensor.allocate(DataType.FP32, rows.shape());
        FloatBuffer from = rows.data().asFloatBuffer();
        FloatBuffer to = normal.data().asFloatBuffer();
        float[] row = new float[(int) rows.shape().dim(1)];
        while (to.hasRemaining()) {
            from.get(row);
            normalise(row);
            to.put(row);
        }
        return Tensors.of(into, normal);
    }

    private static void normalise(float[] row) {
        double squares = 0; // in double: the squares of large floats overflow a float
        for (float value : row) {
            squares += (double) value * value;
        }
        if (squares == 0) {
            return;
        }
        double factor = 1 / Math.sqrt(squares);
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] * factor);
        }
    }
}
