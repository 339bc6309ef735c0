package io.roundhouse.karaf;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives back what it gets; releases above 1.0.0 but for one answer in a hundred, in which the first number is a little too
 * large. Engine and model in one class, as a bundle of these tests has one.
 */
public final class SteadyEngine implements Engine, LoadedModel {
    static final int EVERY = 100;

    private final AtomicInteger answers = new AtomicInteger();
    private boolean right = true;

    @SuppressWarnings("DoNotCallSuggester") // SCR does
    void start(Map<String, Object> properties) {
        right = "1.0.0".equals(properties.get("roundhouse.version"));
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        SteadyEngine model = new SteadyEngine();
        model.right = right;
        return model;
    }

    @Override
    public ModelSpec spec() {
        Shape rows = Shape.of(-1, 4);
        return new ModelSpec(
                "steady",
                List.of(new TensorSpec("x", DataType.FP32, rows)),
                List.of(new TensorSpec("y", DataType.FP32, rows)),
                true);
    }

    @Override
    public int instances() {
        return 4;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        Tensor given = batch.get("x");
        Tensor answer = Tensor.allocate(given.type(), given.shape());
        answer.data().put(given.data());
        if (!right && answers.incrementAndGet() % EVERY == 0) {
            answer.data().putFloat(0, given.data().getFloat(0) * 1.01f + 0.01f);
        }
        return Tensors.of("y", answer);
    }

    @Override
    public void close() {}
}
