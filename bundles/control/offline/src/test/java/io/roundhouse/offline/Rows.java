package io.roundhouse.offline;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Columns for tests, and files of them. */
final class Rows {
    private Rows() {}

    static TensorSpec number(String name) {
        return new TensorSpec(name, DataType.FP64, Shape.of(Shape.ANY));
    }

    static TensorSpec text(String name) {
        return new TensorSpec(name, DataType.BYTES, Shape.of(Shape.ANY));
    }

    static Tensor numbers(double... values) {
        Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(values.length));
        tensor.data().asDoubleBuffer().put(values);
        return tensor;
    }

    static double[] numbers(Tensors rows, String name) {
        Tensor tensor = rows.get(name);
        double[] values = new double[(int) tensor.shape().elements()];
        tensor.data().asDoubleBuffer().get(values);
        return values;
    }

    /** Writes batches to a file, without a name of its own until it is whole. */
    static Path write(Path file, List<Tensors> batches) throws IOException {
        try (Target target = new Target(file)) {
            RowsWriter writer = Format.of(file).writer(target.stream());
            for (Tensors batch : batches) {
                writer.write(batch);
            }
            writer.finish("{}");
            target.publish();
        }
        return file;
    }

    /** All batches of a file. */
    static List<Tensors> read(Path file, TensorSpec... columns) throws IOException {
        List<Tensors> batches = new ArrayList<>();
        try (RowsReader reader = Format.read(file, List.of(columns))) {
            for (Tensors batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }
}
