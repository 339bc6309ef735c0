package io.roundhouse.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tensors of one run, as ORT sees them. One thread, one run. */
final class Bindings implements AutoCloseable {
    private static final int MIB = 1024 * 1024;

    private final OrtEnvironment environment;
    private final Signature signature;
    private final Tensor[] given;
    private final @Nullable Tensor[] prepared;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> pinned;

    Bindings(OrtEnvironment environment, Signature signature) {
        this.environment = environment;
        this.signature = signature;
        given = new Tensor[signature.spec().inputs().size()];
        prepared = new Tensor[signature.spec().outputs().size()];
        inputs = new HashMap<>(2 * given.length);
        pinned = new HashMap<>(2 * prepared.length);
    }

    /** Shows ORT the inputs where they lie. */
    void give(Tensors batch) throws OrtException {
        List<TensorSpec> specs = signature.spec().inputs();
        for (int i = 0; i < given.length; i++) {
            TensorSpec spec = specs.get(i);
            Tensor tensor = batch.find(spec.name()).orElse(null);
            if (tensor == null || tensor.type() != spec.type()) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "input " + spec + " is needed, given was " + (tensor == null ? batch.names() : tensor));
            }
            requireSomething(spec, tensor);
            given[i] = tensor;
            OnnxJavaType type = OrtTypes.bindingOrNull(spec.type());
            inputs.put(
                    spec.name(),
                    type == null
                            ? OrtValues.strings(environment, spec.name(), tensor)
                            : OrtValues.view(environment, tensor, type));
        }
    }

    /** Operators divide by sizes: a release was seen to end the process on a dimension of 0. */
    private static void requireSomething(TensorSpec spec, Tensor tensor) {
        for (int dim = 0; dim < tensor.shape().rank(); dim++) {
            if (tensor.shape().dim(dim) == 0
                    && (dim >= spec.shape().rank() || spec.shape().dim(dim) != 0)) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "input '" + spec.name() + "' has shape " + tensor.shape()
                                + ", but a dimension of size 0 holds nothing to infer from");
            }
        }
    }

    /**
     * Looks how large the outputs will be whose shapes can be foretold, before anybody computes them.
     *
     * @throws InferenceException {@code INVALID_INPUT}: larger than the model may answer
     */
    void limit() {
        double bytes = 0; // never overflows, and exact far beyond any limit
        for (int i = 0; i < prepared.length; i++) {
            OutputShape foreteller = signature.outputShapes().get(i);
            Shape shape = foreteller == null ? null : foreteller.foretell(given);
            if (shape != null) {
                double size = signature.spec().outputs().get(i).type().byteSize();
                for (int dim = 0; dim < shape.rank(); dim++) {
                    size *= shape.dim(dim);
                }
                bytes += size;
            }
        }
        if (bytes > signature.outputBytesMax()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    String.format(
                            Locale.ROOT,
                            "the answer would take %,.0f MiB, at most %,d are allowed; send fewer rows, or raise"
                                    + " output_mib_max under engine",
                            Math.ceil(bytes / MIB),
                            signature.outputBytesMax() / MIB));
        }
    }

    /** Prepares memory of ours for the outputs whose shapes can be foretold. */
    void prepare() throws OrtException {
        List<TensorSpec> specs = signature.spec().outputs();
        for (int i = 0; i < prepared.length; i++) {
            OutputShape foreteller = signature.outputShapes().get(i);
            Shape shape = foreteller == null ? null : foreteller.foretell(given);
            TensorSpec spec = specs.get(i);
            OnnxJavaType type = OrtTypes.bindingOrNull(spec.type());
            if (shape != null && type != null) {
                Tensor tensor = Tensor.allocate(spec.type(), shape);
                prepared[i] = tensor;
                pinned.put(spec.name(), OrtValues.view(environment, tensor, type));
            }
        }
    }

    /** Runs, and copies what ORT had to allocate. */
    Tensors run(OrtSession session, RunOptions options) throws OrtException {
        ModelSpec spec = signature.spec();
        try (OrtSession.Result result = session.run(inputs, requested(), pinned, options)) {
            Tensor[] answers = new Tensor[prepared.length];
            for (int i = 0; i < answers.length; i++) {
                Tensor ours = prepared[i];
                answers[i] = ours != null ? ours : copy(result, spec.outputs().get(i));
            }
            return Tensors.of(signature.outputNames(), List.of(answers));
        }
    }

    private Set<String> requested() {
        if (pinned.size() == prepared.length) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>(signature.outputNames());
        names.removeAll(pinned.keySet());
        return names;
    }

    private static Tensor copy(OrtSession.Result result, TensorSpec spec) throws OrtException {
        @Nullable OnnxValue value = result.get(spec.name()).orElse(null);
        if (!(value instanceof OnnxTensor tensor)) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED, "output '" + spec.name() + "' came out as no tensor, expected " + spec);
        }
        DataType found = OrtTypes.find(tensor.getInfo().onnxType).orElse(null);
        if (found != spec.type()) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED, "output " + spec + " came out as " + tensor.getInfo().onnxType);
        }
        return OrtValues.copy(tensor, spec.type());
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        pinned.values().forEach(OnnxTensor::close);
    }
}
