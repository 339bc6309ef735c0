package io.roundhouse.audio;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.testkit.TestTensors;

/** A model with a memory: {@code total} is what it remembered and the sum of the frame, times the constant {@code by}. */
final class Summing implements StepContext {
    private final Deadline deadline;
    private final Shape stateShape;
    private int asked;

    Summing() {
        this(new Deadline(System.nanoTime() + (1L << 60)), Shape.of(2, 1));
    }

    Summing(Deadline deadline, Shape stateShape) {
        this.deadline = deadline;
        this.stateShape = stateShape;
    }

    int asked() {
        return asked;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public void flag(String flag) {}

    @Override
    public Tensors ask(String model, Tensors inputs) {
        asked++;
        if (!model.equals("sum")) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model '" + model + "'");
        }
        float[] state = TestTensors.floats(inputs.get("state"));
        float total = state[0];
        for (float sample : TestTensors.floats(inputs.get("input"))) {
            total += sample;
        }
        long by = inputs.get("by").data().getLong(0);
        return Tensors.of("output", Tensor.ofFloats(Shape.of(1, 1), total * by))
                .with("stateN", Tensor.ofFloats(stateShape, total, state[1] + 1));
    }
}
