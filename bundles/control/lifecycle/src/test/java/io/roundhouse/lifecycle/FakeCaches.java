package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which steps it was asked to remember for. */
final class FakeCaches implements StepCaches {
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public Transformer remembering(ModelId model, String name, Transformer step) {
        asked.add(model + " " + name);
        return step;
    }

    @Override
    public List<Count> counts() {
        return List.of();
    }
}
