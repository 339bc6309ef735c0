package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model's clients send, from the columns of a file: an input of one value a row is the column of its name, one of
 * several, {@code x}, is {@code x_0}, {@code x_1} and so on.
 */
final class Intake {
    private static final int WIDTH_MAX = 4096;
    private static final Shape COLUMN = Shape.of(Shape.ANY);

    private final List<TensorSpec> inputs;
    private final List<TensorSpec> columns;

    private Intake(List<TensorSpec> inputs, List<TensorSpec> columns) {
        this.inputs = List.copyOf(inputs);
        this.columns = List.copyOf(columns);
    }

    /**
     * Finds them.
     *
     * @param there the columns of the file
     * @throws InferenceException {@code INVALID_INPUT}: one is not there; {@code UNSUPPORTED}: no file can hold an input
     */
    static Intake of(List<TensorSpec> inputs, DataFile data, List<String> there) {
        List<TensorSpec> columns = new ArrayList<>();
        for (TensorSpec input : inputs) {
            for (String name : names(input)) {
                if (!there.contains(name)) {
                    throw new InferenceException(
                            ErrorCode.INVALID_INPUT,
                            data.path().getFileName() + " has no column '" + name + "', which the model's input "
                                    + input + " is read from" + Nearest.suggestion(name, there));
                }
                columns.add(new TensorSpec(name, input.type(), COLUMN));
            }
        }
        return new Intake(inputs, columns);
    }

    private static List<String> names(TensorSpec input) {
        long width = 1;
        for (int i = 1; i < input.shape().rank(); i++) {
            long dim = input.shape().dim(i);
            width = dim < 1 || dim > WIDTH_MAX / width ? WIDTH_MAX + 1 : width * dim;
        }
        if (input.shape().rank() == 0 || width > WIDTH_MAX || (width > 1 && input.type() == DataType.BYTES)) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "the model's input " + input + " cannot come from a file: rows of 1 to " + WIDTH_MAX
                            + " numbers can, and single texts");
        }
        if (width == 1) {
            return List.of(input.name());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            names.add(input.name() + "_" + i);
        }
        return names;
    }

    /** What is to be read. */
    List<TensorSpec> columns() {
        return columns;
    }

    /** What clients would send, of columns that were read. */
    Tensors inputs(Tensors read) {
        List<Tensor> tensors = new ArrayList<>(inputs.size());
        int next = 0;
        for (TensorSpec input : inputs) {
            int width = names(input).size();
            tensors.add(input(input, read.values().subList(next, next + width)));
            next += width;
        }
        return Tensors.of(inputs.stream().map(TensorSpec::name).toList(), tensors);
    }

    private static Tensor input(TensorSpec input, List<Tensor> columns) {
        Tensor first = columns.get(0);
        Shape shape = input.shape().withRows(first.shape().rows());
        if (columns.size() == 1) {
            return Tensor.of(input.type(), shape, first.data());
        }
        Tensor all = Tensor.allocate(input.type(), shape);
        ByteBuffer to = all.data();
        int size = input.type().byteSize();
        for (int column = 0; column < columns.size(); column++) {
            ByteBuffer from = columns.get(column).data();
            for (int row = 0; row < shape.rows(); row++) {
                to.put((row * columns.size() + column) * size, from, row * size, size);
            }
        }
        return all;
    }
}
