package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.transformer.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Models that a request's steps ask: the same {@link InferencePipeline} once more, in the place that the request has
 * already, so that a full house cannot block itself. What a callee marks is the caller's mark too.
 *
 * @param depth how many models ask each other already
 */
record Callees(ModelCatalog catalog, InferenceMonitor monitors, LongSupplier nanoClock, int depth) {
    /** Deeper is a mistake; the lifecycle refuses models that ask each other in a circle, but they change one by one. */
    static final int DEPTH_MAX = 8;

    Tensors ask(InferenceRequest caller, String model, Tensors inputs, StepContext context) {
        if (depth == DEPTH_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "model '" + caller.model() + "' asks model '" + model + "', and models ask each other more than "
                            + DEPTH_MAX + " deep; end the circle in their model.yaml");
        }
        InferenceRequest inner = new InferenceRequest(
                caller.id() + "/" + model,
                model,
                Optional.empty(),
                inputs,
                List.of(),
                Map.of(),
                caller.headers(),
                caller.priority(),
                caller.deadline(),
                nanoClock.getAsLong());
        Callees deeper = new Callees(catalog, monitors, nanoClock, depth + 1);
        InferenceResponse response = new InferencePipeline(new OpenDoor(), Watching.none(), deeper).infer(inner);
        response.flags().forEach(context::flag);
        return response.outputs();
    }
}
