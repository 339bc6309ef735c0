package io.roundhouse.testkit;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A model between its server and its engine; what either breaks is told to the {@link AssertingEngine}. */
final class AssertingModel implements LoadedModel {
    private final LoadedModel model;
    private final AssertingEngine engine;
    private final ModelSpec spec;
    private final int instances;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    AssertingModel(LoadedModel model, AssertingEngine engine) {
        this.model = model;
        this.engine = engine;
        this.spec = model.spec();
        this.instances = model.instances();
        engine.require(instances >= 1, "engine: instances() is " + instances);
    }

    @Override
    public ModelSpec spec() {
        engine.require(!closed.get(), "server: spec() after close()");
        engine.require(spec.equals(model.spec()), "engine: spec() changed");
        return spec;
    }

    @Override
    public int instances() {
        engine.require(instances == model.instances(), "engine: instances() changed");
        return instances;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        int now = inside.incrementAndGet(); // before closed is read, so that close() cannot miss this call
        try {
            engine.require(!closed.get(), "server: infer() after close()");
            engine.require(now <= instances, "server: " + now + " calls of infer() at once, at most " + instances);
            engine.require(!engine.isLoader(Thread.currentThread()), "server: infer() on a thread that loads models");
            requireFits("server: input ", batch, spec.inputs(), batch.rows());
            long before = TestTensors.checksum(batch);
            Tensors outputs = model.infer(batch, deadline);
            engine.require(before == TestTensors.checksum(batch), "engine: infer() changed its inputs");
            requireFits("engine: output ", outputs, spec.outputs(), batch.rows());
            return outputs;
        } finally {
            inside.decrementAndGet();
        }
    }

    private void requireFits(String whose, Tensors tensors, List<TensorSpec> specs, long rows) {
        engine.require(tensors.size() == specs.size(), whose + "names are " + tensors.names() + ", spec has " + specs);
        for (TensorSpec expected : specs) {
            engine.require(tensors.contains(expected.name()), whose + "'" + expected.name() + "' is missing");
            Tensor tensor = tensors.get(expected.name());
            engine.require(
                    tensor.type() == expected.type() && expected.shape().accepts(tensor.shape()),
                    whose + "'" + expected.name() + "' is " + tensor + ", spec has " + expected);
            engine.require(
                    !spec.batches() || tensor.shape().rows() == rows,
                    whose + "'" + expected.name() + "' has " + tensor.shape().rows() + " rows, batch has " + rows);
        }
    }

    @Override
    public void close() {
        engine.require(closed.compareAndSet(false, true), "server: close() twice");
        engine.closed();
        engine.require(inside.get() == 0, "server: close() while " + inside.get() + " calls of infer() run");
        model.close();
    }
}
