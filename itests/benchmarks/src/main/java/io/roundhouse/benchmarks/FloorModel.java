package io.roundhouse.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A model of one float input and one float output on plain ONNX Runtime, one thread a call. */
final class FloorModel {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;

    FloorModel(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        }
        input = session.getInputNames().iterator().next();
    }

    /**
     * Answers one row.
     *
     * @param row direct, from 0 to its limit
     */
    FloatBuffer infer(FloatBuffer row) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, row, new long[] {1, row.remaining()});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }
}
