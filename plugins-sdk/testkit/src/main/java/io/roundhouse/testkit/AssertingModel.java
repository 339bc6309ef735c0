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
    private final AtomicInteger calls;
    private final ModelSpec spec;
    private final int instances;
    private final GivenOutputs given = new GivenOutputs();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param calls counts those of {@code infer} that went through to their end */
    AssertingModel(LoadedModel model, AssertingEngine engine, AtomicInteger calls) {
        this.model = model;
        this.engine = engine;
        this.calls = calls;
        this.spec = engine.attempt("spec()", model::spec);
        this.instances = engine.attempt("instances()", model::instances);
        engine.require(instances >= 1, "engine: instances() is " + instances);
    }

    @Override
    public ModelSpec spec() {
        engine.require(!closed.get(), "server: spec() after close()");
        engine.require(spec.equals(engine.attempt("spec()", model::spec)), "engine: spec() changed");
        return spec;
    }

    @Override
    public int instances() {
        engine.require(!closed.get(), "server: instances() after close()");
        engine.require(instances == engine.attempt("instances()", model::instances), "engine: instances() changed");
        return instances;
    }

    @Override
    public List<String> notes() {
        engine.require(!closed.get(), "server: notes() after close()");
        return engine.attempt("notes()", model::notes);
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        engine.threads().infers();
        int now = inside.incrementAndGet(); // before closed is read, so that close() cannot miss this call
        try {
            engine.require(!closed.get(), "server: infer() after close()");
            engine.require(now <= instances, "server: " + now + " calls of infer() at once, at most " + instances);
            requireFits("server: input ", batch, spec.inputs(), batch);
            Tensors outputs = watched(batch, deadline);
            engine.require(given.areAsGiven(), "engine: outputs of an earlier infer() changed");
            return outputs;
        } finally {
            inside.decrementAndGet();
        }
    }

    @SuppressWarnings("NullAway") // an engine under test may return null where it must not
    private Tensors watched(Tensors batch, Deadline deadline) {
        long before = TestTensors.checksum(batch);
        Tensors copy = TestTensors.copy(batch);
        Tensors outputs;
        try {
            outputs = engine.attempt("infer()", () -> model.infer(copy, deadline));
        } finally {
            calls.incrementAndGet();
            engine.require(before == TestTensors.checksum(copy), "engine: infer() changed its inputs");
            engine.require(before == TestTensors.checksum(batch), "server: a batch changed during infer()");
        }
        engine.require(outputs != null, "engine: infer() returned null");
        requireFits("engine: output ", outputs, spec.outputs(), batch);
        long answer = TestTensors.checksum(outputs);
        TestTensors.invert(copy); // valid until return, and not a moment longer
        engine.require(answer == TestTensors.checksum(outputs), "engine: infer() returned memory of its inputs");
        given.add(outputs, answer);
        return TestTensors.copy(outputs);
    }

    private void requireFits(String whose, Tensors tensors, List<TensorSpec> specs, Tensors batch) {
        engine.require(tensors.size() == specs.size(), whose + "names are " + tensors.names() + ", spec has " + specs);
        for (TensorSpec expected : specs) {
            engine.require(tensors.contains(expected.name()), whose + "'" + expected.name() + "' is missing");
            Tensor tensor = tensors.get(expected.name());
            engine.require(
                    tensor.type() == expected.type() && expected.shape().accepts(tensor.shape()),
                    whose + "'" + expected.name() + "' is " + tensor + ", spec has " + expected);
            engine.require(
                    !spec.batches() || tensor.shape().rows() == batch.rows(),
                    whose + "'" + expected.name() + "' has " + tensor.shape().rows() + " rows, batch has "
                            + batch.rows());
        }
    }

    @Override
    public void close() {
        engine.require(closed.compareAndSet(false, true), "server: close() twice");
        engine.closed();
        engine.require(inside.get() == 0, "server: close() while " + inside.get() + " calls of infer() run");
        engine.require(engine.threads().mayClose(), "server: close() on a thread that infers");
        engine.attempt("close()", () -> {
            model.close();
            return true;
        });
        engine.require(given.allAreAsGiven(), "engine: outputs of an earlier infer() changed before or in close()");
    }
}
