package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerceptronTest {
    @Test
    void writesAFileThatOnnxRuntimeRuns(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("model.onnx"), new Perceptron(64, 32, 16, 8).onnx());

        FloatBuffer row = ByteBuffer.allocateDirect(64 * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        FloatBuffer outputs = new FloorModel(file).infer(row.put(0, 1f));

        assertThat(outputs.remaining()).isEqualTo(8);
        assertThat(outputs.get(0)).isFinite().isNotZero();
    }

    @Test
    void writesTheSameFileTwice() {
        assertThat(new Perceptron(64, 32, 8).onnx()).isEqualTo(new Perceptron(64, 32, 8).onnx());
    }
}
