package io.roundhouse.benchmarks;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.comparison.ComparisonComponent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to compare two answers? One row of each model, with the outputs that it gives. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PairComparison {
    private static final ServedBy LIVE = new ServedBy(new ModelId("model", "1"), "stable", "onnxruntime", "1.20.0");
    private static final ServedBy WATCHING = new ServedBy(new ModelId("model", "1"), "shadow", "onnxruntime", "1.29.0");

    /** {@code credit}: a label and two probabilities; {@code minilm}: 384 floats. */
    @Param({"credit", "minilm"})
    public String model = "";

    /** Whether every float differs in its last digits; equal ones are compared as memory. */
    @Param({"true", "false"})
    public boolean differs;

    private final ComparisonComponent comparison = new ComparisonComponent();
    private Compared pair = pair(Tensors.empty(), Tensors.empty());

    @Setup
    public void open() {
        pair = pair(outputs(0), outputs(differs ? 1e-6f : 0));
    }

    @Benchmark
    public void compare() {
        comparison.on(pair);
    }

    private Tensors outputs(float shift) {
        if (model.equals("credit")) {
            return Tensors.of(
                    List.of("label", "probability"), List.of(Tensor.ofLongs(Shape.of(1), 1), floats(2, shift)));
        }
        return Tensors.of("embedding", floats(384, shift));
    }

    private static Tensor floats(int width, float shift) {
        Random random = new Random(7);
        Tensor row = Tensor.allocate(DataType.FP32, Shape.of(1, width));
        for (int i = 0; i < width; i++) {
            row.data().putFloat(i * Float.BYTES, random.nextFloat() * (1 + shift));
        }
        return row;
    }

    private static Compared pair(Tensors live, Tensors watching) {
        return new Compared(LIVE, answered(LIVE, live), WATCHING, answered(WATCHING, watching));
    }

    private static Answered answered(ServedBy arm, Tensors outputs) {
        Deadline deadline = Deadline.after(Duration.ofDays(1), System.nanoTime());
        Tensors inputs = Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(1, 4)));
        InferenceRequest request = InferenceRequest.of("request-1", "model", inputs, deadline, System.nanoTime());
        return new Answered(
                request, new InferenceResponse("request-1", arm, outputs, new Timing(1000, 0, 9000, 20_000, 1, 1)));
    }
}
