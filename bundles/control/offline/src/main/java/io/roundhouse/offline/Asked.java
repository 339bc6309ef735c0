package io.roundhouse.offline;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;

/** A model that answers. */
interface Asked {
    /** What its clients send and get. */
    ModelSpec spec();

    /** Which definition of it answers, as every answer says. */
    String config();

    /**
     * Answers rows as it answers a client, with all its outputs.
     *
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_INPUT}: one of the rows is wrong
     */
    Tensors answer(Tensors inputs);
}
