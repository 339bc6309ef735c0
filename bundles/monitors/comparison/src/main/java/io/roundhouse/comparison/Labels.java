package io.roundhouse.comparison;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Which output is a decision, and what it decided. Pure. */
final class Labels {
    /** Of a model that decides nothing; no output is called that. */
    static final String NOTHING = "";

    /**
     * Scores of up to so many classes are taken for what they are without a look at the numbers: no embedding in use has
     * so few dimensions (the smallest have 50), and the greatest element of an embedding decides nothing.
     */
    static final int CLASSES_MAX = 32;

    private static final int NONE = -1;
    private static final int SEVERAL = -2;
    private static final double SUM_ERROR = 0.01; // of a softmax in 16 bits

    private Labels() {}

    /** Floating, rows of two or more. */
    static boolean isVector(Tensor tensor) {
        int rank = tensor.shape().rank();
        return Numbers.isFloating(tensor.type()) && rank >= 2 && tensor.shape().dim(rank - 1) >= 2;
    }

    /**
     * The output that is a label when nobody says which: the only one of class scores, where the greatest element decides;
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
            if (vectors ? isClassScores(tensor) : !Numbers.isFloating(tensor.type())) {
                found = found == NONE ? i : SEVERAL;
            }
        }
        return found;
    }

    /** Vectors of few elements, or of any number where each is a distribution: all 0 to 1, and 1 together. */
    static boolean isClassScores(Tensor tensor) {
        if (!isVector(tensor)) {
            return false;
        }
        int width = (int) tensor.shape().dim(tensor.shape().rank() - 1);
        return width <= CLASSES_MAX
                || areDistributions(
                        tensor.type(), tensor.data(), (int) tensor.shape().elements(), width);
    }

    private static boolean areDistributions(DataType type, ByteBuffer data, int elements, int width) {
        for (int from = 0; from < elements; from += width) {
            double sum = 0;
            for (int i = from; i < from + width; i++) {
                double value = type.number(data, i);
                if (!(value >= 0)) {
                    return false;
                }
                sum += value;
            }
            if (!(Math.abs(sum - 1) <= SUM_ERROR)) {
                return false;
            }
        }
        return elements > 0;
    }

    /** The place of the greatest element of a row, the first of several; NaN is less than all. */
    static int greatest(DataType type, ByteBuffer data, int from, int width) {
        int best = from;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            double value = type.number(data, i);
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return best;
    }
}
