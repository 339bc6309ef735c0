package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.quality.QualityComponent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many rows a second does {@code quality} take? 256 answers a call as the host gives them, one row each or in all 8192. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QualityRows {
    private static final int EVENTS = 256;
    private static final int ROWS = 32;

    /** Columns of the output: 1 is {@code credit}'s probability, 10 those of ten classes; 0 a number, as {@code hotel}'s price. */
    @Param({"1", "10", "0"})
    public int columns;

    private ModelMonitor monitor = events -> {};
    private List<InferenceEvent> single = List.of();
    private List<InferenceEvent> batches = List.of();

    @Setup
    public void open() throws IOException {
        String name = columns == 0 ? "price" : "probability";
        Path folder = Files.createTempDirectory("quality");
        TensorSpec output = new TensorSpec(name, DataType.FP32, Shape.of(-1, Math.max(1, columns)));
        ModelSpec spec = new ModelSpec("fake", List.of(), List.of(output), true);
        Watched model = new Watched("model", Map.of("stable", spec), folder, folder.resolve("data"));
        monitor = new QualityComponent().attach(model, Settings.empty());
        single = Collections.nCopies(EVENTS, answered(name, 1));
        batches = Collections.nCopies(EVENTS, answered(name, ROWS));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void ofOneRow() {
        monitor.on(single);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS * ROWS)
    public void ofThirtyTwo() {
        monitor.on(batches);
    }

    private InferenceEvent answered(String name, int rows) {
        int width = Math.max(1, columns);
        Random random = new Random(7);
        Tensor output = Tensor.allocate(DataType.FP32, Shape.of(rows, width));
        for (int row = 0; row < rows; row++) {
            float rest = 1;
            for (int i = 0; i < width; i++) {
                float value = i == width - 1 && width > 1 ? rest : rest * random.nextFloat();
                output.data().putFloat((row * width + i) * Float.BYTES, value);
                rest -= value;
            }
        }
        Deadline deadline = Deadline.after(Duration.ofDays(1), System.nanoTime());
        Tensors inputs = Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(1, 4)));
        InferenceRequest request = InferenceRequest.of("request-1", "model", inputs, deadline, System.nanoTime());
        ServedBy arm = new ServedBy(new ModelId("model", "1"), "stable", "onnxruntime", "1.29.0");
        return new InferenceEvent.Answered(
                request,
                new InferenceResponse(
                        "request-1", arm, Tensors.of(name, output), new Timing(1000, 0, 9000, 20_000, 1, 1)));
    }
}
