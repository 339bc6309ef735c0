package io.roundhouse.onnxruntime;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** The credit model, and what it answers to a fixed batch of rows. */
final class Credit {
    private static final int ROWS = 16;

    private Credit() {}

    static ModelArtifact in(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream in = Credit.class.getResourceAsStream("/credit.onnx")) {
            Files.write(folder.resolve("model.onnx"), Objects.requireNonNull(in).readAllBytes());
        }
        return new ModelArtifact(new ModelId("credit", "1"), folder, "digest");
    }

    /** Loads, asks and closes, on a thread that ends as the server's do. */
    static ByteBuffer answerOnce(Engine engine, ModelArtifact artifact) throws Exception {
        return onThread(() -> {
            try (LoadedModel model = engine.load(artifact, Settings.empty())) {
                return answer(model);
            }
        });
    }

    static ByteBuffer answer(LoadedModel model) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(30), System.nanoTime());
        return model.infer(rows(model.spec()), deadline).get("probability_bad").data();
    }

    static <T> T onThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        return task.get();
    }

    private static Tensors rows(ModelSpec spec) {
        Tensors rows = Tensors.empty();
        for (TensorSpec input : spec.inputs()) {
            rows = rows.with(
                    input.name(),
                    input.type() == DataType.BYTES
                            ? texts()
                            : numbers(input.name().length()));
        }
        return rows;
    }

    private static Tensor texts() {
        return Tensor.ofTexts(Shape.of(ROWS, 1), Collections.nCopies(ROWS, "fixed"));
    }

    private static Tensor numbers(int seed) {
        float[] values = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = i == 3 ? Float.NaN : (float) List.of(1, 20, 300, 4000).get(i % 4) * seed / (i + 1);
        }
        return Tensor.ofFloats(Shape.of(ROWS, 1), values);
    }
}
