package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.List;

/** The columns that several steps of this room read or write. */
final class Columns {
    private Columns() {}

    /** A number for each class, or whatever else a row has several of. */
    static TensorSpec scores(String name) {
        return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY));
    }

    static TensorSpec of(String name, DataType type, long... perRow) {
        long[] dims = new long[perRow.length + 1];
        dims[0] = Shape.ANY;
        System.arraycopy(perRow, 0, dims, 1, perRow.length);
        return new TensorSpec(name, type, Shape.of(dims));
    }

    /** A dimension of a tensor to make an array of; 0 when nothing is in it, whatever its shape says. */
    static int size(Tensor tensor, int dim) {
        return tensor.byteSize() == 0 ? 0 : (int) tensor.shape().dim(dim);
    }

    /** The names under these keys, which must differ from each other. */
    static void requireDifferent(Settings settings, String key, List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw settings.invalid(
                    key, "must be another column than the rest this step writes, they are " + names, null);
        }
    }

    /** The model gave something else than the step was set for: nothing that the caller could mend. */
    static InferenceException mismatch(String step, String sentence) {
        return new InferenceException(ErrorCode.TRANSFORMER_FAILED, step + ": " + sentence);
    }
}
