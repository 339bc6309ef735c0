package io.roundhouse.tensorflow;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What a signature of a model expects and gives, in the order of names.
 *
 * @param inputs the names of the graph for the inputs of {@code spec}, {@code Placeholder:0} for example
 * @param outputs those for its outputs
 */
record Signature(ModelSpec spec, List<String> inputs, List<String> outputs) {
    private static final String PLATFORM = "tensorflow_savedmodel";

    static Signature of(String model, SavedModelBundle bundle, TensorFlowOptions options) {
        Map<String, SignatureDef> signatures = bundle.metaGraphDef().getSignatureDefMap();
        @Nullable SignatureDef found = signatures.get(options.signature());
        if (found == null) {
            throw refused(
                    model,
                    "has no signature '" + options.signature() + "', it has " + new TreeMap<>(signatures).keySet()
                            + "; name one under engine: signature");
        }
        Map<String, TensorInfo> in = new TreeMap<>(found.getInputsMap());
        Map<String, TensorInfo> out = new TreeMap<>(found.getOutputsMap());
        List<TensorSpec> inputs = specs(model, bundle.graph(), in, options);
        List<TensorSpec> outputs = specs(model, bundle.graph(), out, options);
        boolean batches = Stream.of(inputs, outputs)
                .flatMap(List::stream)
                .allMatch(spec -> spec.shape().rank() > 0 && spec.shape().dim(0) == Shape.ANY);
        return new Signature(new ModelSpec(PLATFORM, inputs, outputs, batches), names(in), names(out));
    }

    private static List<String> names(Map<String, TensorInfo> tensors) {
        return tensors.values().stream().map(TensorInfo::getName).toList();
    }

    private static List<TensorSpec> specs(
            String model, Graph graph, Map<String, TensorInfo> tensors, TensorFlowOptions options) {
        List<TensorSpec> specs = new ArrayList<>();
        tensors.forEach((name, info) -> {
            @Nullable DataType type = TensorFlowTypes.typeOrNull(info.getDtype());
            if (type == null) {
                throw refused(model, "has a tensor '" + name + "' of " + info.getDtype() + ", which cannot be passed");
            }
            @Nullable
            Shape shape = options.shapes().containsKey(name) ? options.shapes().get(name) : shape(graph, info);
            if (shape == null) {
                throw refused(
                        model,
                        "does not tell how many dimensions '" + name
                                + "' has; say it under engine: shapes, for example " + name + ": [-1, 10]");
            }
            specs.add(new TensorSpec(name, type, shape));
        });
        return specs;
    }

    /** What the signature says, or else the graph; null when neither knows the rank. */
    private static @Nullable Shape shape(Graph graph, TensorInfo info) {
        if (info.hasTensorShape() && !info.getTensorShape().getUnknownRank()) {
            return Shape.of(info.getTensorShape().getDimList().stream()
                    .mapToLong(dim -> Math.max(Shape.ANY, dim.getSize()))
                    .toArray());
        }
        int colon = info.getName().lastIndexOf(':');
        @Nullable GraphOperation operation = graph.operation(info.getName().substring(0, Math.max(0, colon)));
        if (operation == null) {
            return null;
        }
        org.tensorflow.ndarray.Shape known = operation
                .output(Integer.parseInt(info.getName().substring(colon + 1)))
                .shape();
        return known.isUnknown() ? null : Shape.of(known.asArray());
    }

    private static InferenceException refused(String model, String why) {
        return new InferenceException(ErrorCode.LOAD_FAILED, model + " " + why);
    }
}
