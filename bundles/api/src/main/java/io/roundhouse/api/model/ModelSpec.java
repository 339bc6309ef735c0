package io.roundhouse.api.model;

import io.roundhouse.api.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a model expects and gives.
 *
 * @param platform what kind of model it is, as the protocol's metadata tells it, for example {@code onnxruntime_onnx}
 * @param batches whether dimension 0 of every input and output is the row, so that rows of several requests may run
 *     together
 */
public record ModelSpec(String platform, List<TensorSpec> inputs, List<TensorSpec> outputs, boolean batches) {
    public ModelSpec {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Optional<TensorSpec> findInput(String name) {
        return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    public Optional<TensorSpec> findOutput(String name) {
        return outputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    public List<String> inputNames() {
        return inputs.stream().map(TensorSpec::name).toList();
    }

    public List<String> outputNames() {
        return outputs.stream().map(TensorSpec::name).toList();
    }
}
