package io.roundhouse.pipeline;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline among fakes: a model {@code mlp} that takes {@code x} and gives {@code y} and {@code z}. */
final class PipelineFixture {
    static final TensorSpec X = spec("x", DataType.FP32, Shape.ANY, 2);
    static final TensorSpec Y = spec("y", DataType.FP32, Shape.ANY, 2);
    static final TensorSpec Z = spec("z", DataType.FP32, Shape.ANY, 1);

    final FakeClock clock = new FakeClock();
    final FakeAdmission admission = new FakeAdmission();
    final FakeCatalog catalog = new FakeCatalog(new ModelSpec("fake", List.of(X), List.of(Y, Z), true));
    final List<InferenceEvent> events = new CopyOnWriteArrayList<>();
    final InferencePipeline pipeline = new InferencePipeline(admission, catalog, events::add, Watching.none(), clock);

    PipelineFixture() {
        catalog.engine = inputs -> Tensors.of(
                List.of("y", "z"),
                List.of(inputs.get("x"), Tensor.ofFloats(Shape.of(inputs.rows(), 1), new float[(int) inputs.rows()])));
    }

    InferenceResponse infer(Tensors inputs, String... outputs) {
        return pipeline.infer(request(inputs, outputs));
    }

    InferenceRequest request(Tensors inputs, String... outputs) {
        long now = clock.getAsLong();
        return new InferenceRequest(
                "id-1",
                "mlp",
                Optional.empty(),
                inputs,
                List.of(outputs),
                Map.of(),
                Map.of(),
                0,
                Deadline.after(Duration.ofSeconds(5), now),
                now);
    }

    static TensorSpec spec(String name, DataType type, long... dims) {
        return new TensorSpec(name, type, Shape.of(dims));
    }

    /** One row of two values. */
    static Tensors x(float first, float second) {
        return Tensors.of("x", Tensor.ofFloats(Shape.of(1, 2), first, second));
    }
}
