package io.roundhouse.text;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One vector a row: the mean of the token vectors whose mask is not 0. A row without any such token becomes zeros. Token
 * vectors are copied to the heap one by one: there the compiler vectorises the sum, over a direct buffer it does not.
 */
final class MeanPool implements Transformer {
    private final String hidden;
    private final String mask;
    private final String into;

    MeanPool(String hidden, String mask, String into) {
        this.hidden = hidden;
        this.mask = mask;
        this.into = into;
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(
                new TensorSpec(hidden, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY, Shape.ANY)),
                new TensorSpec(mask, DataType.INT64, Shape.of(Shape.ANY, Shape.ANY)));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(new TensorSpec(into, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY)));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor vectors = columns.get(hidden);
        Tensor masks = columns.get(mask);
        Shape shape = vectors.shape();
        if (!Shape.of(shape.dim(0), shape.dim(1)).equals(masks.shape())) {
            throw new InferenceException(
                    ErrorCode.TRANSFORMER_FAILED,
                    "mean-pool: '" + hidden + "' has shape " + shape + ", but '" + mask + "' has " + masks.shape()
                            + "; rows and tokens must be the same");
        }
        Tensor pooled = Tensor.allocate(DataType.FP32, Shape.of(shape.dim(0), shape.dim(2)));
        pool(
                vectors.data().asFloatBuffer(),
                masks.data().asLongBuffer(),
                pooled.data().asFloatBuffer(),
                (int) shape.dim(1),
                (int) shape.dim(2));
        return Tensors.of(into, pooled);
    }

    private static void pool(FloatBuffer vectors, LongBuffer masks, FloatBuffer pooled, int tokens, int size) {
        float[] token = new float[size];
        float[] sum = new float[size];
        for (int position = 0; pooled.hasRemaining(); ) {
            int count = 0;
            for (int i = 0; i < tokens; i++, position++) {
                if (masks.get(position) != 0) {
                    vectors.get(position * size, token);
                    add(token, sum);
                    count++;
                }
            }
            scale(sum, count == 0 ? 0 : 1f / count);
            pooled.put(sum);
            Arrays.fill(sum, 0);
        }
    }

    private static void add(float[] token, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += token[i];
        }
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
