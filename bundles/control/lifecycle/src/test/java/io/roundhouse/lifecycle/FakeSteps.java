package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes {@code x} of {@code text}, or of other columns others. */
final class FakeSteps implements TransformerFactory {
    static final TensorSpec TEXT = new TensorSpec("text", DataType.BYTES, Shape.of(-1));

    final AtomicInteger open = new AtomicInteger();
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    /** What each step was made with. */
    final List<Settings> settings = new CopyOnWriteArrayList<>();

    FakeSteps() {
        this(List.of(TEXT), FakeEngine.SPEC.inputs());
    }

    FakeSteps(List<TensorSpec> reads, List<TensorSpec> writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("max", "mean");
        open.incrementAndGet();
        this.settings.add(settings);
        return new Transformer() {
            @Override
            public List<TensorSpec> reads() {
                return reads;
            }

            @Override
            public List<TensorSpec> writes() {
                return writes;
            }

            @Override
            public Tensors apply(Tensors columns) {
                throw new AssertionError("no request in these tests goes through a step");
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
