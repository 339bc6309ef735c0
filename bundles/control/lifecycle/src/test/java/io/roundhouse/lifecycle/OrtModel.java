package io.roundhouse.lifecycle;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model of FP32, INT64 and texts on ONNX Runtime as it was released, for questions about models and not about engines. */
final class OrtModel implements LoadedModel {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final ModelSpec spec;

    OrtModel(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(file, options);
        }
        spec = new ModelSpec("onnx", specs(session.getInputInfo()), specs(session.getOutputInfo()), true);
    }

    private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>();
        nodes.forEach((name, node) -> {
            TensorInfo info = (TensorInfo) node.getInfo();
            specs.add(new TensorSpec(name, type(info), Shape.of(info.getShape())));
        });
        return specs;
    }

    private static DataType type(TensorInfo info) {
        return switch (info.type) {
            case INT64 -> DataType.INT64;
            case STRING -> DataType.BYTES;
            default -> DataType.FP32;
        };
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (TensorSpec input : spec.inputs()) {
                inputs.put(input.name(), tensor(batch.get(input.name())));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                List<Tensor> outputs = new ArrayList<>();
                for (TensorSpec output : spec.outputs()) {
                    OnnxTensor given = (OnnxTensor) result.get(output.name()).orElseThrow();
                    outputs.add(copy(output.type(), given));
                }
                return Tensors.of(spec.outputNames(), outputs);
            }
        } catch (OrtException e) {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, String.valueOf(e.getMessage()));
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static Tensor copy(DataType type, OnnxTensor given) throws OrtException {
        Shape shape = Shape.of(given.getInfo().getShape());
        if (type == DataType.BYTES) {
            return Tensor.ofTexts(
                    shape,
                    Arrays.stream((Object[]) given.getValue())
                            .flatMap(row -> row instanceof Object[] texts ? Arrays.stream(texts) : Stream.of(row))
                            .map(String::valueOf)
                            .toList());
        }
        Tensor tensor = Tensor.allocate(type, shape);
        tensor.data().put(given.getByteBuffer());
        return tensor;
    }

    private OnnxTensor tensor(Tensor tensor) throws OrtException {
        long[] dims = tensor.shape().toArray();
        if (tensor.type() == DataType.BYTES) {
            return OnnxTensor.createTensor(environment, tensor.texts().toArray(String[]::new), dims);
        }
        OnnxJavaType type = tensor.type() == DataType.INT64 ? OnnxJavaType.INT64 : OnnxJavaType.FLOAT;
        return OnnxTensor.createTensor(environment, tensor.data(), dims, type);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
