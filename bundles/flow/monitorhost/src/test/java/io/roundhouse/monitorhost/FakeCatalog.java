package io.roundhouse.monitorhost;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Models with the arms that a test gives them. Any thread. */
final class FakeCatalog implements ModelCatalog {
    private final Map<String, Map<String, ModelSpec>> models = new ConcurrentHashMap<>();

    /** A model with so many columns that is live on these arms; none: it is being loaded. */
    void live(String model, int columns, String... arms) {
        Map<String, ModelSpec> specs = new TreeMap<>();
        for (String arm : arms) {
            specs.put(arm, spec(columns));
        }
        models.put(model, specs);
    }

    void remove(String model) {
        models.remove(model);
    }

    static ModelSpec spec(int columns) {
        return new ModelSpec(
                "fake",
                List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, columns))),
                List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 1))),
                true);
    }

    @Override
    public List<ModelStatus> models() {
        return models.entrySet().stream()
                .map(model -> new ModelStatus(
                        new ModelId(model.getKey(), "1"),
                        model.getValue().isEmpty() ? ModelState.LOADING : ModelState.LIVE,
                        "",
                        Optional.empty(),
                        "fake",
                        "1",
                        List.copyOf(model.getValue().keySet()),
                        List.of(),
                        0))
                .toList();
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        ModelSpec spec = models.getOrDefault(model, Map.of()).get(arm);
        if (spec == null) {
            throw new InferenceException(ErrorCode.MODEL_NOT_READY, "arm " + arm + " is not live");
        }
        return new Lease(model, arm, spec);
    }

    @Override
    public Route route(InferenceRequest request) {
        throw new AssertionError("nobody routes here");
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    private record Lease(String model, String arm, ModelSpec spec) implements ModelLease {
        @Override
        public ServedBy servedBy() {
            return new ServedBy(new ModelId(model, "1"), arm, "fake", "1");
        }

        @Override
        public ModelSpec modelSpec() {
            return spec;
        }

        @Override
        public List<Transformer> before() {
            return List.of();
        }

        @Override
        public Batcher batcher() {
            throw new AssertionError("nobody infers here");
        }

        @Override
        public List<Transformer> after() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
