package io.roundhouse.stepcache;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.StepCaches.Count;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One step that remembers: its part of the memory, and its counts. Any thread. */
final class Owner {
    final LongAdder bytes = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Memory memory;
    private final long id;
    private final ModelId model;
    private final String step;

    Owner(Memory memory, long id, ModelId model, String step) {
        this.memory = memory;
        this.id = id;
        this.model = model;
        this.step = step;
    }

    @Nullable
    Kept find(Key key) {
        Kept found = memory.find(key);
        (found == null ? misses : hits).increment();
        return found;
    }

    void keep(Key key, Kept value) {
        if (memory.takes(value.weight())) {
            memory.keep(key, value);
        }
    }

    void forget() {
        memory.forget(this);
    }

    Count count() {
        return new Count(model, step, hits.sum(), misses.sum(), bytes.sum());
    }

    long id() {
        return id;
    }
}
