package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns those pictures upside down that a classifier says stand on their head. Padding on the right stays there. */
final class Rotate180Step implements Transformer {
    /**
     * The section {@code rotate-180} of {@code model.yaml}.
     *
     * @param column of pictures, FP32 {@code [rows, channels, height, width]}
     * @param scores the column of what the classifier says, FP32 {@code [rows, classes]}
     * @param index the class that means upside down
     * @param threshold a score from which a picture is turned
     * @param widths the column that says how wide each picture is without its padding, if it has some
     */
    record Config(String column, String scores, int index, float threshold, Optional<String> widths, String into) {}

    private final Config config;

    Rotate180Step(Config config) {
        this.config = config;
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(pictures(config.column()));
        reads.add(new TensorSpec(config.scores(), DataType.FP32, Shape.of(Shape.ANY, Shape.ANY)));
        config.widths().ifPresent(name -> reads.add(new TensorSpec(name, DataType.INT64, Shape.of(Shape.ANY))));
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(pictures(config.into()));
    }

    private static TensorSpec pictures(String name) {
        return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY, Shape.ANY, Shape.ANY));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor pictures = columns.get(config.column());
        Tensor scores = columns.get(config.scores());
        int classes = (int) scores.shape().dim(1);
        int width = (int) pictures.shape().dim(3);
        int rowLines = (int) (pictures.shape().dim(1) * pictures.shape().dim(2));
        FloatBuffer score = scores.data().asFloatBuffer();
        FloatBuffer from = pictures.data().asFloatBuffer();
        Tensor made = Tensor.allocate(DataType.FP32, pictures.shape());
        FloatBuffer to = made.data().asFloatBuffer().put(0, from, 0, from.limit());
        for (int row = 0; row < pictures.shape().rows(); row++) {
            if (config.index() >= classes) {
                throw invalid(row, "has " + classes + " classes, there is no class " + config.index());
            }
            float upsideDown = score.get(row * classes + config.index());
            if (Float.isNaN(upsideDown)) {
                throw invalid(row, "is NaN");
            }
            int used = width(columns, row, width);
            if (upsideDown >= config.threshold()) {
                turn(
                        from,
                        to,
                        row * rowLines,
                        (int) pictures.shape().dim(1),
                        (int) pictures.shape().dim(2),
                        width,
                        used);
            }
        }
        return Tensors.of(config.into(), made);
    }

    private int width(Tensors columns, int row, int width) {
        if (config.widths().isEmpty()) {
            return width;
        }
        long used = columns.get(config.widths().get()).data().asLongBuffer().get(row);
        if (used < 0 || used > width) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + config.widths().get() + "': row " + row + " is " + used + ", must be 0.." + width);
        }
        return (int) used;
    }

    private static void turn(
            FloatBuffer from, FloatBuffer to, int firstLine, int channels, int height, int width, int used) {
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int source = (firstLine + channel * height + y) * width;
                int target = (firstLine + channel * height + height - 1 - y) * width;
                for (int x = 0; x < used; x++) {
                    to.put(target + used - 1 - x, from.get(source + x));
                }
            }
        }
    }

    private InferenceException invalid(int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + config.scores() + "': row " + row + " " + what);
    }
}
