package io.roundhouse.example.linear;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The engine that {@code model.yaml} calls {@code linear}. A model is {@code weights.csv}: a line for each output, a number
 * for each input; {@code y = W x + bias}.
 */
@Component(
        name = "io.roundhouse.example.linear",
        service = Engine.class,
        property = {"roundhouse.name=linear", "roundhouse.version=1.0.0"})
public final class LinearEngine implements Engine {
    private static final String FILE = "weights.csv";

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        settings.allow("bias");
        float bias = (float) settings.number("bias", 0, -1e6, 1e6);
        try {
            List<String> lines = Files.readAllLines(artifact.directory().resolve(FILE));
            return new LinearModel(lines.stream().map(LinearEngine::numbers).toArray(float[][]::new), bias);
        } catch (IOException | IllegalArgumentException e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    artifact.id() + ": " + FILE + " must hold lines of as many comma-separated numbers each",
                    e);
        }
    }

    private static float[] numbers(String line) {
        String[] texts = line.split(",", -1);
        float[] numbers = new float[texts.length];
        for (int i = 0; i < texts.length; i++) {
            numbers[i] = Float.parseFloat(texts[i]);
        }
        return numbers;
    }

    /** Holds nothing but numbers, so it may run on any number of threads, and there is nothing to close. */
    private static final class LinearModel implements LoadedModel {
        private final float[][] weights;
        private final float bias;
        private final ModelSpec spec;

        LinearModel(float[][] weights, float bias) {
            if (weights.length == 0 || Arrays.stream(weights).anyMatch(row -> row.length != weights[0].length)) {
                throw new IllegalArgumentException("lines differ in length");
            }
            this.weights = weights;
            this.bias = bias;
            this.spec = new ModelSpec(
                    "linear_csv", List.of(column("x", weights[0].length)), List.of(column("y", weights.length)), true);
        }

        private static TensorSpec column(String name, int width) {
            return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, width));
        }

        @Override
        public ModelSpec spec() {
            return spec;
        }

        @Override
        public Tensors infer(Tensors batch, Deadline deadline) {
            if (deadline.isPast(System.nanoTime())) {
                throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, "linear: nobody waits any more");
            }
            FloatBuffer x = batch.get("x").data().asFloatBuffer();
            Tensor y = Tensor.allocate(DataType.FP32, Shape.of(batch.rows(), weights.length));
            FloatBuffer out = y.data().asFloatBuffer();
            float[] row = new float[weights[0].length];
            while (x.hasRemaining()) {
                x.get(row);
                for (float[] line : weights) {
                    out.put(dot(line, row) + bias);
                }
            }
            return Tensors.of("y", y);
        }

        private static float dot(float[] a, float[] b) {
            float sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        @Override
        public int instances() {
            return Runtime.getRuntime().availableProcessors();
        }

        @Override
        public void close() {}
    }
}
