package io.roundhouse.spi.transformer;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;

/** A step outside a request. */
enum NoRequest implements StepContext {
    INSTANCE;

    private static final Duration ENDLESS = Duration.ofDays(365);

    @Override
    public Deadline deadline() {
        return Deadline.after(ENDLESS, System.nanoTime());
    }

    @Override
    public void flag(String flag) {}

    @Override
    public Tensors ask(String model, Tensors inputs) {
        throw new InferenceException(
                ErrorCode.MODEL_NOT_FOUND, "model '" + model + "' cannot be asked here: this is no server");
    }
}
