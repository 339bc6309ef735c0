package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelSpec;
import java.util.List;

/** Whether the outputs asked for are ones the model gives, each once. Before anything is computed. */
final class OutputCheck {
    private OutputCheck() {}

    /** @throws InferenceException {@code INVALID_REQUEST}, with the outputs there are */
    static void check(InferenceRequest request, ModelSpec spec) {
        List<String> wanted = request.outputs();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (spec.findOutput(name).isEmpty()) {
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST,
                        "model '" + request.model() + "' has no output '" + Names.quotable(name) + "'; it gives "
                                + Names.list(spec.outputNames()));
            }
            if (wanted.indexOf(name) != i) {
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST,
                        "output '" + name + "' of model '" + request.model() + "' is requested twice");
            }
        }
    }
}
