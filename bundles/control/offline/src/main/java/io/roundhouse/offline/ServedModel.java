package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A version of a model that is served here, asked past the door: no monitor, no metric and no router's memory is told of rows
 * that no client sent. An arm is held for a batch and not for the file, so that a swap waits for a batch at most.
 */
final class ServedModel implements Asked {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5); // of rows that a request could have

    private final ModelCatalog catalog;
    private final ModelId id;
    private final String arm;
    private final LongSupplier nanoClock;
    private final ModelSpec spec;
    private final String config;

    private ServedModel(ModelCatalog catalog, ModelId id, String arm, LongSupplier nanoClock, ModelLease first) {
        this.catalog = catalog;
        this.id = id;
        this.arm = arm;
        this.nanoClock = nanoClock;
        this.spec = first.spec();
        this.config = first.servedBy().config();
    }

    /** @throws InferenceException it is not served */
    static ServedModel of(ModelCatalog catalog, ModelId id, LongSupplier nanoClock) {
        long now = nanoClock.getAsLong();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), now);
        String arm = catalog.route(new InferenceRequest(
                        "profile",
                        id.name(),
                        Optional.of(id.version()),
                        Tensors.empty(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        0,
                        deadline,
                        now))
                .answering();
        try (ModelLease lease = catalog.lease(id.name(), arm, deadline)) {
            return new ServedModel(catalog, id, arm, nanoClock, lease);
        }
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public String config() {
        return config;
    }

    @Override
    public Tensors answer(Tensors inputs) {
        Deadline deadline = Deadline.after(ANSWER_MAX, nanoClock.getAsLong());
        try (ModelLease lease = catalog.lease(id.name(), arm, deadline)) {
            if (!lease.servedBy().config().equals(config)) {
                throw new InferenceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "model '" + id + "' was changed while it was asked; run it again");
            }
            Tensors columns = through(lease.before(), inputs);
            Tensors outputs = lease.batcher()
                    .infer(columns.only(lease.modelSpec().inputNames()), deadline)
                    .outputs();
            return through(lease.after(), columns.with(outputs)).only(spec.outputNames());
        }
    }

    private static Tensors through(List<Transformer> steps, Tensors columns) {
        Tensors now = columns;
        for (Transformer step : steps) {
            List<String> reads = step.reads().stream().map(TensorSpec::name).toList();
            now = now.with(step.apply(now.only(reads), StepContext.none()));
        }
        return now;
    }
}
