package io.roundhouse.host;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.EngineContract;

/** The bundle of ONNX Runtime, as it is shipped, in a process of its own. */
class HostedEngineIT extends EngineContract {
    int slotBytes() {
        return 1024 * 1024;
    }

    @Override
    protected Engine engine() {
        Recipe recipe = TestRecipes.onnxruntime(folder.resolve("host"), TestRecipes.settings(slotBytes()));
        return new HostedEngine(() -> recipe, TestRecipes.quarantine());
    }

    @Override
    protected ModelArtifact model() {
        return new ModelArtifact(new ModelId("twice", "1"), Onnx.twice(folder.resolve("twice")), "twice");
    }

    @Override
    protected Tensors rows(int count) {
        float[] values = new float[4 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 0.5f;
        }
        return Tensors.of("x", Tensor.ofFloats(Shape.of(count, 4), values));
    }
}
