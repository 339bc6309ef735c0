package io.roundhouse.benchmarks;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.stepcache.StepCacheComponent;
import java.lang.annotation.Annotation;
import java.util.List;
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

/** What does it cost to find what a step made before? A sentence and its tokens; a small picture and its pixels. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepCacheHit {
    private static final TensorSpec IN = new TensorSpec("in", DataType.BYTES, Shape.of(Shape.ANY));
    private static final TensorSpec OUT = new TensorSpec("out", DataType.FP32, Shape.of(Shape.ANY, Shape.ANY));

    /** Bytes that the step reads, and elements that it writes, of one row. */
    @Param({"120:96", "4000:784"})
    String sizes = "";

    @Param({"REQUEST", "ROWS"})
    Caching caching = Caching.REQUEST;

    private Tensors row = Tensors.empty();
    private Transformer remembering = new Known(Caching.NONE, 1);

    @Setup
    public void remember() {
        String[] parts = sizes.split(":", -1);
        String text = "x".repeat(Integer.parseInt(parts[0]));
        row = Tensors.of("in", Tensor.ofTexts(Shape.of(1), List.of(text)));
        remembering = new StepCacheComponent(new Defaults())
                .remembering(new ModelId("m", "1"), "known", new Known(caching, Integer.parseInt(parts[1])));
        remembering.apply(row);
    }

    @Benchmark
    public Tensors hit() {
        return remembering.apply(row);
    }

    private record Known(Caching caching, int elements) implements Transformer {
        @Override
        public List<TensorSpec> reads() {
            return List.of(IN);
        }

        @Override
        public List<TensorSpec> writes() {
            return List.of(OUT);
        }

        @Override
        public Tensors apply(Tensors columns) {
            return Tensors.of("out", Tensor.allocate(DataType.FP32, Shape.of(1, elements)));
        }
    }

    @SuppressWarnings("BadAnnotationImplementation") // nobody compares it
    private static final class Defaults implements StepCacheComponent.Config {
        @Override
        public int memory_max_mb() {
            return 64;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return StepCacheComponent.Config.class;
        }
    }
}
