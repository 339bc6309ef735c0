package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The way from the pixels that a model saw back to those of the picture sent, which the step that made the one of the
 * other tells in a column: scale across and down, origin across and down, width and height of the picture.
 */
record Geometry(Optional<String> column) {
    private static final int NUMBERS = 6;

    static Geometry read(Settings settings) {
        return new Geometry(settings.findText("geometry"));
    }

    /** What a step reads that has it. */
    List<TensorSpec> reads() {
        return column.map(name -> List.of(Columns.of(name, DataType.FP32, NUMBERS)))
                .orElse(List.of());
    }

    /** Fails unless the column, if there is one, has so many rows. */
    void requireRows(Tensors columns, String step, long rows) {
        if (column.isPresent()) {
            Tensor tensor = columns.get(column.get());
            if (tensor.shape().rows() != rows) {
                throw Columns.mismatch(
                        step,
                        "'" + column.get() + "' has " + tensor.shape().rows() + " rows, but the model's are " + rows);
            }
        }
    }

    /** Takes points, x and y in turn, back into the picture of a row, and not beyond its edges. */
    void apply(Tensors columns, int row, float[] points) {
        if (column.isEmpty()) {
            return;
        }
        FloatBuffer numbers = columns.get(column.get()).data().asFloatBuffer();
        for (int i = 0; i < points.length; i++) {
            int at = row * NUMBERS + i % 2;
            double inPicture = (double) points[i] * numbers.get(at) + numbers.get(at + 2);
            points[i] = (float) Math.max(0, Math.min(numbers.get(at + 4), inPicture));
        }
    }
}
