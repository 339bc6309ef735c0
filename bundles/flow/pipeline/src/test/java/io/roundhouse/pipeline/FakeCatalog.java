package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One model {@code mlp} with any arms, whose engine a test writes as a function. */
final class FakeCatalog implements ModelCatalog {
    final AtomicInteger open = new AtomicInteger();
    final List<String> leased = new CopyOnWriteArrayList<>();
    final List<Tensors> engineInputs = new CopyOnWriteArrayList<>();
    ModelSpec spec;
    ModelSpec modelSpec;
    List<String> flags = List.of();
    List<Transformer> before = List.of();
    List<Transformer> after = List.of();
    Route route = Route.to("stable");
    Function<InferenceResponse, Optional<String>> escalate = response -> Optional.empty();
    UnaryOperator<String> liveArm = arm -> arm;
    final List<Deadline> leaseDeadlines = new CopyOnWriteArrayList<>();
    UnaryOperator<Tensors> engine = inputs -> inputs;
    Runnable onLease = () -> {};

    FakeCatalog(ModelSpec spec) {
        this.spec = spec;
        this.modelSpec = spec;
    }

    @Override
    public Route route(InferenceRequest request) {
        if (!request.model().equals("mlp")) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "no model is named '" + request.model() + "'");
        }
        return route;
    }

    @Override
    public Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        return escalate.apply(response);
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        onLease.run();
        leased.add(arm);
        leaseDeadlines.add(deadline);
        open.incrementAndGet();
        return new Lease(liveArm.apply(arm));
    }

    @Override
    public List<ModelStatus> models() {
        return List.of();
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    private final class Lease implements ModelLease, Batcher {
        private final String arm;

        Lease(String arm) {
            this.arm = arm;
        }

        @Override
        public ServedBy servedBy() {
            return new ServedBy(new ModelId("mlp", "1"), arm, "fake", "1.0.0");
        }

        @Override
        public ModelSpec spec() {
            return spec;
        }

        @Override
        public ModelSpec modelSpec() {
            return modelSpec;
        }

        @Override
        public List<String> flags() {
            return flags;
        }

        @Override
        public List<Transformer> before() {
            return before;
        }

        @Override
        public Batcher batcher() {
            return this;
        }

        @Override
        public List<Transformer> after() {
            return after;
        }

        @Override
        public Answer infer(Tensors inputs, Deadline deadline) {
            engineInputs.add(inputs);
            return new Answer(engine.apply(inputs), 7, 11, 3, 1);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
