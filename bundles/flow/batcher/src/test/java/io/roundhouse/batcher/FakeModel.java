package io.roundhouse.batcher;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Answers y = 2x. Remembers its batches; a test may hold it in the middle of a call, or change what it answers. */
final class FakeModel implements LoadedModel {
    static final long ANY = Shape.ANY;

    final List<Tensors> batches = new CopyOnWriteArrayList<>();
    final List<Deadline> deadlines = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();
    final Semaphore entered = new Semaphore(0);
    private final ModelSpec spec;
    private final int instances;
    private volatile UnaryOperator<Tensors> behaviour = FakeModel::doubled;
    private volatile Semaphore gate = new Semaphore(1_000_000_000);

    FakeModel() {
        this(true, 1);
    }

    FakeModel(boolean batches, int instances) {
        this.spec = new ModelSpec(
                "fake",
                List.of(new TensorSpec("x", DataType.FP32, Shape.of(ANY, ANY))),
                List.of(new TensorSpec("y", DataType.FP32, Shape.of(ANY, ANY))),
                batches);
        this.instances = instances;
    }

    void behave(UnaryOperator<Tensors> newBehaviour) {
        behaviour = newBehaviour;
    }

    /** From now on each call waits for a {@link #release}. */
    void hold() {
        gate = new Semaphore(0);
    }

    void release(int calls) {
        gate.release(calls);
    }

    List<Long> rows() {
        return batches.stream().map(Tensors::rows).toList();
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        batches.add(batch);
        deadlines.add(deadline);
        threads.add(Thread.currentThread().getName());
        entered.release();
        gate.acquireUninterruptibly();
        return behaviour.apply(batch);
    }

    @Override
    public void close() {}

    static Tensors doubled(Tensors batch) {
        Tensor x = batch.get("x");
        Tensor y = Tensor.allocate(DataType.FP32, x.shape());
        FloatBuffer in = x.data().asFloatBuffer();
        FloatBuffer out = y.data().asFloatBuffer();
        while (in.hasRemaining()) {
            out.put(2 * in.get());
        }
        return Tensors.of("y", y);
    }

    /** One input {@code x} of these rows, one value each. */
    static Tensors x(float... rows) {
        return Tensors.of("x", Tensor.ofFloats(Shape.of(rows.length, 1), rows));
    }

    static float[] floats(Tensors outputs) {
        FloatBuffer values = outputs.get("y").data().asFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }
}
