package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;

/** Whether the inputs are what the model expects. Allocates nothing while they are. */
final class InputCheck {
    private InputCheck() {}

    /** @throws InferenceException {@code INVALID_INPUT}, with what was found and what is expected */
    static void check(InferenceRequest request, ModelSpec spec) {
        Tensors inputs = request.inputs();
        List<TensorSpec> expected = spec.inputs();
        for (int i = 0; i < expected.size(); i++) {
            TensorSpec input = expected.get(i);
            int found = Columns.indexOf(inputs, input.name(), i);
            if (found < 0) {
                throw wrongNames(request, spec);
            }
            checkTensor(request, input, inputs.values().get(found));
        }
        if (inputs.size() != expected.size()) {
            throw wrongNames(request, spec);
        }
        if (spec.batches()) {
            checkRows(inputs);
        }
    }

    private static void checkTensor(InferenceRequest request, TensorSpec expected, Tensor input) {
        if (input.type() != expected.type()) {
            throw invalid("input '" + expected.name() + "' is " + input.type() + ", but model '" + request.model()
                    + "' expects " + expected.type());
        }
        if (!expected.shape().accepts(input.shape())) {
            throw invalid("input '" + expected.name() + "' has shape " + input.shape() + ", but model '"
                    + request.model() + "' expects " + expected.shape());
        }
        for (int dim = 0; dim < input.shape().rank(); dim++) {
            if (input.shape().dim(dim) == 0 && expected.shape().dim(dim) == Shape.ANY) {
                throw invalid("input '" + expected.name() + "' has shape " + input.shape()
                        + ", but a dimension of size 0 holds nothing to infer from");
            }
        }
    }

    private static void checkRows(Tensors inputs) {
        for (int i = 1; i < inputs.size(); i++) {
            long rows = inputs.values().get(i).shape().rows();
            if (rows != inputs.rows()) {
                throw invalid("input '" + Names.quotable(inputs.names().get(i)) + "' has " + rows + " rows, but input '"
                        + Names.quotable(inputs.names().get(0)) + "' has " + inputs.rows()
                        + "; dimension 0 of every input is the row");
            }
        }
    }

    private static InferenceException wrongNames(InferenceRequest request, ModelSpec spec) {
        List<String> got = request.inputs().names();
        for (String name : got) {
            if (spec.findInput(name).isEmpty()) {
                return invalid("model '" + request.model() + "' has no input '" + Names.quotable(name)
                        + "'; it expects " + Names.list(spec.inputNames()));
            }
        }
        return invalid(
                "model '" + request.model() + "' expects " + spec.inputs().size() + " inputs "
                        + Names.list(spec.inputNames()) + ", got " + got.size() + " " + Names.list(got));
    }

    private static InferenceException invalid(String message) {
        return new InferenceException(ErrorCode.INVALID_INPUT, message);
    }
}
