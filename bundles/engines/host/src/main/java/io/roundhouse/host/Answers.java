package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;

/** Holds an answer against what the model said that it gives. */
final class Answers {
    private Answers() {}

    static void check(ModelSpec spec, Tensors batch, Tensors answer, String what) {
        boolean right = answer.size() == spec.outputs().size();
        for (int i = 0; right && i < answer.size(); i++) {
            TensorSpec expected = spec.outputs().get(i);
            Tensor given = answer.values().get(i);
            right = answer.names().get(i).equals(expected.name())
                    && given.type() == expected.type()
                    && expected.shape().accepts(given.shape())
                    && (!spec.batches() || given.shape().rows() == batch.rows());
        }
        if (!right) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED,
                    what + " gave " + answer + " where it says that it gives " + spec.outputs());
        }
    }
}
