package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.batcher.BatcherComponent;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.spi.engine.LoadedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does the way through the batcher and back cost, beside the engine? The engine here burns about 5 µs, as a small
 * perceptron does, and returns what it was given.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BatcherHandOver {
    private static final Deadline NEVER = Deadline.after(Duration.ofDays(1), System.nanoTime());

    /** 1 batches nothing. */
    @Param({"1", "32"})
    public int rowsMax;

    private final Tensors row = Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(1, 64)));
    private final LoadedModel engine = new BusyEngine();
    private Batcher batcher = new NoBatcher();

    @Setup
    public void open() {
        batcher = new BatcherComponent()
                .create(new ModelId("busy", "1"), engine, Settings.of(Map.of("rows_max", String.valueOf(rowsMax))));
    }

    @TearDown
    public void close() {
        batcher.close();
    }

    @Benchmark
    public Object directly() {
        return engine.infer(row, NEVER);
    }

    @Benchmark
    public Object byOneCaller() {
        return batcher.infer(row, NEVER);
    }

    @Benchmark
    @Threads(8)
    public Object byEightCallers() {
        return batcher.infer(row, NEVER);
    }

    private static final class BusyEngine implements LoadedModel {
        private static final long TOKENS = 2500; // about 5 µs

        @Override
        public ModelSpec spec() {
            List<TensorSpec> same = List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 64)));
            return new ModelSpec("busy", same, same, true);
        }

        @Override
        public Tensors infer(Tensors batch, Deadline deadline) {
            Blackhole.consumeCPU(TOKENS);
            return batch;
        }

        @Override
        public int instances() {
            return Runtime.getRuntime().availableProcessors();
        }

        @Override
        public void close() {}
    }

    /** Before {@link #open}. */
    private static final class NoBatcher implements Batcher {
        @Override
        public Answer infer(Tensors inputs, Deadline deadline) {
            throw new IllegalStateException("not open");
        }

        @Override
        public void close() {}
    }
}
