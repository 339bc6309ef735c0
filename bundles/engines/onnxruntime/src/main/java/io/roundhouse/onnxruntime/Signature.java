package io.roundhouse.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a session expects and gives.
 *
 * @param outputNames those of {@code spec}, once and for all
 * @param outputShapes one an output of {@code spec}, null where ORT has to allocate
 * @param outputBytesMax what the outputs of one run may take together, as far as it can be foretold
 */
record Signature(
        ModelSpec spec, List<String> outputNames, List<@Nullable OutputShape> outputShapes, long outputBytesMax) {
    private static final String PLATFORM = "onnxruntime_onnx";

    static Signature of(String model, OrtSession session, long outputBytesMax) throws OrtException {
        List<TensorInfo> inputInfos = new ArrayList<>();
        List<TensorSpec> inputs = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            TensorInfo info = tensor(model, "input", input.getValue());
            TensorSpec spec = spec(model, "input", input.getKey(), info);
            if (spec.type() != DataType.BYTES && OrtTypes.bindingOrNull(spec.type()) == null) {
                throw refused(
                        model,
                        "input",
                        spec.name(),
                        "is " + spec.type() + ", which ONNX Runtime's Java binding cannot pass; export the model with"
                                + " an INT64 or UINT8 input and a Cast behind it");
            }
            inputInfos.add(info);
            inputs.add(spec);
        }
        List<@Nullable OutputShape> shapes = new ArrayList<>();
        List<TensorSpec> outputs = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
            TensorInfo info = tensor(model, "output", output.getValue());
            TensorSpec spec = spec(model, "output", output.getKey(), info);
            boolean ours = OrtTypes.bindingOrNull(spec.type()) != null;
            shapes.add(ours ? OutputShape.of(info, inputInfos) : null);
            outputs.add(spec);
        }
        boolean batches = Stream.concat(inputs.stream(), outputs.stream())
                .allMatch(spec -> spec.shape().rank() > 0 && spec.shape().dim(0) == Shape.ANY);
        ModelSpec spec = new ModelSpec(PLATFORM, inputs, outputs, batches);
        return new Signature(spec, spec.outputNames(), shapes, outputBytesMax);
    }

    private static TensorInfo tensor(String model, String role, NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            return info;
        }
        String kind =
                node.getInfo().getClass().getSimpleName().replace("Info", "").toLowerCase(Locale.ROOT);
        throw refused(
                model,
                role,
                node.getName(),
                "is a " + kind + " and not a tensor; export the model without it, for scikit-learn models with the"
                        + " option zipmap=False");
    }

    private static TensorSpec spec(String model, String role, String name, TensorInfo info) {
        DataType type = OrtTypes.find(info.onnxType)
                .orElseThrow(() -> refused(
                        model,
                        role,
                        name,
                        "has elements of " + info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                                + ", which the protocol has no type for; add a Cast to the model"));
        try {
            return new TensorSpec(name, type, Shape.of(info.getShape()));
        } catch (IllegalArgumentException e) {
            throw refused(model, role, name, "is not possible here: " + e.getMessage());
        }
    }

    private static InferenceException refused(String model, String role, String name, String why) {
        return new InferenceException(
                ErrorCode.LOAD_FAILED, model + " could not be loaded: " + role + " '" + name + "' " + why);
    }
}
