package io.roundhouse.feedback;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The part on request threads: looks whether the model takes feedback, and leaves a reference in a bounded queue. Nobody
 * is woken, as waking costs the request more than everything else here; the room's thread comes by itself.
 */
final class Intake {
    static final int QUEUE_MAX = 16_384;

    /** An output above this is not read anyway; the queue holds 128 MiB of them at worst, and single values as a rule. */
    static final int OUTPUT_BYTES_MAX = 8 * 1024;

    private final ArrayBlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private volatile Map<String, Taken> models = Map.of(); // replaced whole

    /** A model that takes feedback, and what it lost since the room's thread looked last. */
    static final class Taken {
        final @Nullable String output;
        final LongAdder dropped = new LongAdder();
        final LongAdder unread = new LongAdder();

        Taken(@Nullable String output) {
            this.output = output;
        }
    }

    void models(Map<String, Taken> taken) {
        models = Map.copyOf(taken);
    }

    Map<String, Taken> models() {
        return models;
    }

    void answered(InferenceEvent.Answered event) {
        Taken taken = models.get(event.response().servedBy().model().name());
        if (taken == null) {
            return;
        }
        Tensor output = null;
        if (taken.output != null) {
            output = find(event.response().outputs(), taken.output);
            if (output == null || output.byteSize() > OUTPUT_BYTES_MAX) {
                taken.unread.increment();
                return;
            }
        }
        if (!queue.offer(new Pending(event.request().id(), event.response().servedBy(), output))) {
            taken.dropped.increment();
        }
    }

    private static @Nullable Tensor find(Tensors outputs, String name) {
        int at = outputs.names().indexOf(name);
        return at < 0 ? null : outputs.values().get(at);
    }

    /** Everything that is there now. */
    void drainTo(List<Pending> into) {
        queue.drainTo(into, QUEUE_MAX);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
