package io.roundhouse.testkit;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model whose answers, failures and moments a test decides: what it was asked is kept. Any thread. */
public final class FakeLoadedModel implements LoadedModel {
    private final ModelSpec spec;
    private final UnaryOperator<Tensors> function;
    private final int instances;
    private final Gate gate = new Gate();
    private final List<Tensors> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;

    /** A model that answers with this function, on so many threads at once. */
    public FakeLoadedModel(ModelSpec spec, UnaryOperator<Tensors> function, int instances) {
        this.spec = spec;
        this.function = function;
        this.instances = instances;
    }

    /** {@code x FP32 [-1,width]} becomes {@code y FP32 [-1,width]}, each number doubled; one instance. */
    public static FakeLoadedModel doubling(long width) {
        return new FakeLoadedModel(doublingSpec(width), FakeLoadedModel::doubled, 1);
    }

    static ModelSpec doublingSpec(long width) {
        Shape shape = Shape.of(Shape.ANY, width);
        return new ModelSpec(
                "fake",
                List.of(new TensorSpec("x", DataType.FP32, shape)),
                List.of(new TensorSpec("y", DataType.FP32, shape)),
                true);
    }

    static Tensors doubled(Tensors batch) {
        Tensor x = batch.get("x");
        Tensor y = Tensor.allocate(DataType.FP32, x.shape());
        ByteBuffer in = x.data();
        ByteBuffer out = y.data();
        while (in.hasRemaining()) {
            out.putFloat(in.getFloat() * 2);
        }
        return Tensors.of("y", y);
    }

    /** Where every {@code infer} passes before it answers: shut it to hold them. */
    public Gate gate() {
        return gate;
    }

    /** Every {@code infer} from now on throws this. */
    public void fail(RuntimeException with) {
        failure = with;
    }

    /** Answers again. */
    public void mend() {
        failure = null;
    }

    /** The batches it was asked, in order. */
    public List<Tensors> batches() {
        return List.copyOf(batches);
    }

    /** How often it was closed: 1 is right. */
    public int closes() {
        return closes.get();
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        batches.add(batch);
        gate.pass();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return function.apply(batch);
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
