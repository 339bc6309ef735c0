package io.roundhouse.cascade;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How sure an answer is, 0 to 1. Of a row with several values it is the greatest probability; of a row with one value,
 * which is the probability of one of two classes, that of the likelier class. Of several rows it is that of the least sure
 * one, or their mean. What is no number is not sure at all.
 *
 * @param output holds a probability for each class, or logits
 * @param softmax whether it holds logits
 */
record Confidence(String output, boolean softmax, Rows rows) {
    private static final List<DataType> TYPES = List.of(DataType.FP32, DataType.FP64);

    /** Which rows of a request count. */
    enum Rows {
        /** The least sure one: a request is as sure as its weakest row. */
        MIN,
        MEAN
    }

    static Confidence read(Settings settings) {
        if (!settings.has("output")) {
            throw settings.invalid(
                    "output", "is missing: the output that holds probabilities, or logits with softmax: true", null);
        }
        return new Confidence(
                settings.text("output"), settings.flag("softmax", false), settings.choice("rows", Rows.MIN));
    }

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}: this arm gives no such output */
    void check(Settings settings, String arm, ModelSpec spec) {
        TensorSpec found = spec.findOutput(output)
                .orElseThrow(() -> settings.invalid(
                        "output",
                        "names '" + output + "', which arm '" + arm + "' does not give"
                                + Nearest.suggestion(output, spec.outputNames()),
                        null));
        if (!TYPES.contains(found.type())) {
            throw settings.invalid(
                    "output",
                    "must be one of " + TYPES + ", but '" + output + "' of arm '" + arm + "' is " + found.type(),
                    null);
        }
    }

    /** 1 when there is nothing to be unsure of: no values, or values that are no floating-point numbers. */
    double of(Tensor tensor) {
        long elements = tensor.shape().elements();
        if (elements == 0 || !TYPES.contains(tensor.type())) {
            return 1;
        }
        int rank = tensor.shape().rank();
        int classes = rank < 2 ? 1 : (int) tensor.shape().dim(rank - 1);
        int count = (int) (elements / classes);
        ByteBuffer data = tensor.data();
        boolean single = tensor.type() == DataType.FP32;
        double least = 1;
        double sum = 0;
        for (int row = 0; row < count; row++) {
            double sure = ofRow(data, single, row * classes, classes);
            least = Math.min(least, sure);
            sum += sure;
        }
        return rows == Rows.MIN ? least : sum / count;
    }

    private double ofRow(ByteBuffer data, boolean single, int from, int classes) {
        double best = value(data, single, from);
        for (int i = 1; i < classes; i++) {
            best = Math.max(best, value(data, single, from + i)); // NaN wins
        }
        double sure;
        if (classes == 1) {
            double one = softmax ? 1 / (1 + Math.exp(-best)) : best;
            sure = Math.max(one, 1 - one);
        } else {
            sure = softmax ? 1 / sumOfExp(data, single, from, classes, best) : best;
        }
        return sure >= 0 ? Math.min(1, sure) : 0; // NaN is not
    }

    /** Of the distances from the greatest, so that nothing overflows. */
    private static double sumOfExp(ByteBuffer data, boolean single, int from, int classes, double greatest) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(value(data, single, from + i) - greatest);
        }
        return sum;
    }

    private static double value(ByteBuffer data, boolean single, int index) {
        return single ? data.getFloat(index * Float.BYTES) : data.getDouble(index * Double.BYTES);
    }
}
