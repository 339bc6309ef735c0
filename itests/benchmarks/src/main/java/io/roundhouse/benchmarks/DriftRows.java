package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
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
import io.roundhouse.drift.DriftComponent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/**
 * What does it cost to watch a row of 14 columns for drift? Nine numbers, four categories and an output, in a batch of 64 events
 * with so many rows each, once the reference is learnt. The score is that of an event; divided by its rows and by 14 it is what
 * one value costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DriftRows {
    private static final int EVENTS = 64;
    private static final int BATCHES = 16; // so that no branch is learnt by heart
    private static final int NUMBERS = 9;
    private static final int CATEGORIES = 4;
    private static final ServedBy LIVE = new ServedBy(new ModelId("m", "1"), "stable", "fake", "1.0.0");

    /** Rows of a request, as its inputs have them. */
    @Param({"1", "32"})
    public int rows = 1;

    private final List<List<InferenceEvent>> batches = new ArrayList<>();
    private ModelMonitor monitor = events -> {};
    private int next;

    @Setup
    public void learn() throws IOException {
        Path folder = Files.createTempDirectory("drift");
        Random random = new Random(1);
        for (int i = 0; i < BATCHES; i++) {
            List<InferenceEvent> batch = new ArrayList<>();
            for (int event = 0; event < EVENTS; event++) {
                batch.add(answered(random));
            }
            batches.add(batch);
        }
        Watched model = new Watched("m", Map.of("stable", spec()), folder, folder.resolve("data"));
        monitor = new DriftComponent()
                .attach(model, Settings.of(Map.of("reference_rows", "1000", "reference_time", "0s", "window", "12h")));
        for (int i = 0; i < 10 * BATCHES; i++) {
            monitor.on(batches.get(i % BATCHES));
        }
        if (!monitor.report().summary().contains("The first comparison")) {
            throw new IllegalStateException(monitor.report().summary());
        }
    }

    private static ModelSpec spec() {
        List<TensorSpec> inputs = new ArrayList<>();
        for (int i = 0; i < NUMBERS + CATEGORIES; i++) {
            inputs.add(new TensorSpec("column" + i, i < NUMBERS ? DataType.FP32 : DataType.BYTES, Shape.of(-1, 1)));
        }
        return new ModelSpec("fake", inputs, List.of(new TensorSpec("price", DataType.FP32, Shape.of(-1, 1))), true);
    }

    private Answered answered(Random random) {
        Tensors inputs = Tensors.empty();
        for (int i = 0; i < NUMBERS + CATEGORIES; i++) {
            inputs = inputs.with("column" + i, i < NUMBERS ? numbers(random) : words(random, 5 * (i - NUMBERS + 1)));
        }
        InferenceRequest request =
                InferenceRequest.of("1", "m", inputs, new Deadline(Long.MAX_VALUE), System.nanoTime());
        Tensors outputs = Tensors.of("price", numbers(random));
        return new Answered(request, new InferenceResponse("1", LIVE, outputs, new Timing(0, 0, 0, 0, 1, 1)));
    }

    private Tensor numbers(Random random) {
        Tensor column = Tensor.allocate(DataType.FP32, Shape.of(rows, 1));
        ByteBuffer data = column.data();
        while (data.hasRemaining()) {
            data.putFloat((float) random.nextGaussian());
        }
        return column;
    }

    private Tensor words(Random random, int words) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            texts.add("category " + random.nextInt(words));
        }
        return Tensor.ofTexts(Shape.of(rows, 1), texts);
    }

    /** Per event: with 32 rows a request, 32 rows. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void watch() {
        next = (next + 1) % BATCHES;
        monitor.on(batches.get(next));
    }
}
