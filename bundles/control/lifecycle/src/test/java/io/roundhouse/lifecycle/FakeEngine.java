package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Echoes {@code x} as {@code y}; counts what is open, and remembers every use after the end. */
final class FakeEngine implements Engine {
    static final ModelSpec SPEC = new ModelSpec(
            "fake",
            List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 2))),
            List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 2))),
            true);

    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger usedAfterClose = new AtomicInteger();

    /** What a load of a version whose digest is in here fails with. */
    volatile String brokenDigest = "";

    volatile boolean failsInference;

    /** Whether what a row is answered depends on how many others are with it. */
    volatile boolean mixesRows;

    volatile List<String> notes = List.of();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        loads.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            // a native load cannot be interrupted either
        }
        if (artifact.digest().equals(brokenDigest)) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, artifact.id() + " is no model");
        }
        open.incrementAndGet();
        return new Model();
    }

    private final class Model implements LoadedModel {
        private volatile boolean closed;

        @Override
        public ModelSpec spec() {
            return SPEC;
        }

        @Override
        public List<String> notes() {
            return notes;
        }

        @Override
        public Tensors infer(Tensors batch, Deadline deadline) {
            if (closed) {
                usedAfterClose.incrementAndGet();
            }
            if (failsInference) {
                throw new InferenceException(ErrorCode.ENGINE_FAILED, "no");
            }
            Tensor x = batch.get("x");
            return Tensors.of("y", mixesRows && x.shape().rows() > 1 ? Tensor.allocate(x.type(), x.shape()) : x);
        }

        @Override
        public void close() {
            if (closed) {
                usedAfterClose.incrementAndGet();
            }
            closed = true;
            open.decrementAndGet();
        }
    }
}
