package io.roundhouse.stepcache;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.List;

/** Hears what a step flags, and passes it on or keeps it to itself. */
final class Listening implements StepContext {
    final List<String> flags = new ArrayList<>();
    private final StepContext context;
    private final boolean passesOn;

    Listening(StepContext context, boolean passesOn) {
        this.context = context;
        this.passesOn = passesOn;
    }

    @Override
    public Deadline deadline() {
        return context.deadline();
    }

    @Override
    public void flag(String flag) {
        if (flags.size() < FLAGS_MAX) {
            flags.add(flag);
        }
        if (passesOn) {
            context.flag(flag);
        }
    }

    @Override
    public Tensors ask(String model, Tensors inputs) {
        return context.ask(model, inputs);
    }
}
