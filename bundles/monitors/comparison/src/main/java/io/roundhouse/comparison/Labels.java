package io.roundhouse.comparison;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Which output is a decision, and what it decided. Pure. */
final class Labels {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private Labels() {}

    /** Floating, rows of two or more. */
    static boolean isVector(Tensor tensor) {
        int rank = tensor.shape().rank();
        return Numbers.isFloating(tensor.type()) && rank >= 2 && tensor.shape().dim(rank - 1) >= 2;
    }

    /**
     * The output that is a label when nobody says which: the only one of vectors, where the greatest element decides;
     * else the only one of texts or integers. Empty when there are several.
     */
    static Optional<String> pick(Tensors outputs) {
        int vector = only(outputs, true);
        int word = only(outputs, false);
        int index = vector >= 0 ? vector : word;
        return index < 0 || vector == SEVERAL
                ? Optional.empty()
                : Optional.of(outputs.names().get(index));
    }

    private static int only(Tensors outputs, boolean vectors) {
        int found = NONE;
        for (int i = 0; i < outputs.size(); i++) {
            Tensor tensor = outputs.values().get(i);
            if (vectors ? isVector(tensor) : !Numbers.isFloating(tensor.type())) {
                found = found == NONE ? i : SEVERAL;
            }
        }
        return found;
    }

    /** The place of the greatest element of a row, the first of several; NaN is less than all. */
    static int greatest(DataType type, ByteBuffer data, int from, int width) {
        int best = from;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            double value = Numbers.floating(type, data, i);
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return best;
    }
}
