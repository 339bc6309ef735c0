package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Serves one model: the sum of three numbers, two of which are one input. It takes no 666, and is busy as often as it is told. */
final class FakeServer implements ModelCatalog {
    private static final ModelSpec SPEC = new ModelSpec(
            "fake",
            List.of(
                    new TensorSpec("a", DataType.FP64, Shape.of(-1)),
                    new TensorSpec("v", DataType.FP32, Shape.of(-1, 2)),
                    new TensorSpec("home", DataType.BYTES, Shape.of(-1, 1))),
            List.of(new TensorSpec("sum", DataType.FP64, Shape.of(-1, 1))),
            true);

    private final ModelId id;
    private final List<Transformer> before;
    String config = "c1";
    int busy;
    int leases;
    int asked;

    FakeServer(ModelId id, List<Transformer> before) {
        this.id = id;
        this.before = before;
    }

    /** Of a server without models and monitors. */
    static ProfileDesk none(FakeRepository repository, StepFactories steps) {
        return new ProfileDesk(repository, steps, () -> null, () -> null, System::nanoTime);
    }

    @Override
    public Route route(InferenceRequest request) {
        if (!request.version().equals(Optional.of(id.version()))) {
            throw new InferenceException(ErrorCode.VERSION_NOT_FOUND, "only " + id + " is here");
        }
        return Route.to("stable");
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        leases++;
        return new Lease();
    }

    @Override
    public List<ModelStatus> models() {
        return List.of();
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    private Batcher.Answer infer(Tensors inputs) {
        if (busy > 0) {
            busy--;
            throw new InferenceException(ErrorCode.OVERLOADED, "busy");
        }
        int rows = (int) inputs.rows();
        asked += rows;
        ByteBuffer a = inputs.get("a").data();
        ByteBuffer v = inputs.get("v").data();
        Tensor sums = Tensor.allocate(DataType.FP64, Shape.of(rows, 1));
        ByteBuffer out = sums.data();
        for (int i = 0; i < rows; i++) {
            out.putDouble(a.getDouble() + v.getFloat() + v.getFloat());
        }
        return new Batcher.Answer(Tensors.of("sum", sums), 0, 0, rows, 1);
    }

    private final class Lease implements ModelLease {
        @Override
        public ServedBy servedBy() {
            return new ServedBy(id, "stable", "fake", "1.0.0", "none", "", config);
        }

        @Override
        public ModelSpec spec() {
            return SPEC;
        }

        @Override
        public ModelSpec modelSpec() {
            return SPEC;
        }

        @Override
        public List<Transformer> before() {
            return before;
        }

        @Override
        public Batcher batcher() {
            return new Batcher() {
                @Override
                public Answer infer(Tensors inputs, Deadline deadline) {
                    return FakeServer.this.infer(inputs);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Transformer> after() {
            return List.of();
        }

        @Override
        public void close() {
            leases--;
        }
    }
}
