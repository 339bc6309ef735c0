package io.roundhouse.karaf;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as another engine does, but for one answer in a hundred, in which the first number is far too large. */
final class PerturbingEngine implements Engine {
    static final int EVERY = 100;

    private final Engine engine;

    PerturbingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        return new Perturbed(engine.load(artifact, settings));
    }

    private record Perturbed(LoadedModel model, AtomicInteger answers) implements LoadedModel {
        Perturbed(LoadedModel model) {
            this(model, new AtomicInteger());
        }

        @Override
        public ModelSpec spec() {
            return model.spec();
        }

        @Override
        public int instances() {
            return model.instances();
        }

        @Override
        public Tensors infer(Tensors batch, Deadline deadline) {
            Tensors outputs = model.infer(batch, deadline);
            if (answers.incrementAndGet() % EVERY != 0) {
                return outputs;
            }
            Tensor right = outputs.values().get(0);
            Tensor wrong = Tensor.allocate(right.type(), right.shape());
            wrong.data().put(right.data());
            wrong.data().putFloat(0, 1000);
            return outputs.with(outputs.names().get(0), wrong);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
