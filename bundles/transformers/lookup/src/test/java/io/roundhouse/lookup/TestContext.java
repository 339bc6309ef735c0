package io.roundhouse.lookup;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.List;

/** A request that ends at a deadline and remembers its flags. */
record TestContext(Deadline deadline, List<String> flags) implements StepContext {
    static TestContext until(long nanoTime) {
        return new TestContext(new Deadline(nanoTime), new ArrayList<>());
    }

    @Override
    public void flag(String flag) {
        flags.add(flag);
    }

    @Override
    public Tensors ask(String model, Tensors inputs) {
        throw new AssertionError("asks no model");
    }
}
