package io.roundhouse.monitorhost;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Escalated;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.ModelChanged;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part on request threads: one look-up by the model's name, and a reference left in the buffer of each of its
 * monitors. Nothing is allocated, nobody is woken.
 */
final class Post {
    private volatile Map<String, Buffer[]> buffers = Map.of(); // replaced whole, never changed

    void route(Map<String, Buffer[]> byModel) {
        buffers = Map.copyOf(byModel);
    }

    void on(InferenceEvent event) {
        Map<String, Buffer[]> now = buffers;
        if (now.isEmpty()) {
            return;
        }
        Buffer[] ofModel = now.get(model(event));
        if (ofModel == null) {
            return;
        }
        long size = -1; // most events of a busy model are passed over by all
        for (Buffer buffer : ofModel) {
            if (!buffer.passesOver(event)) {
                size = size < 0 ? EventBytes.of(event) : size;
                buffer.offer(event, size);
            }
        }
    }

    private static String model(InferenceEvent event) {
        if (event instanceof Answered answered) {
            return name(answered.response().servedBy());
        }
        if (event instanceof Failed failed) {
            return name(failed.servedBy(), failed.request());
        }
        if (event instanceof Compared compared) {
            return name(compared.liveArm());
        }
        if (event instanceof Escalated escalated) {
            return name(escalated.first().servedBy());
        }
        return ((ModelChanged) event).model().name();
    }

    private static String name(ServedBy servedBy) {
        return servedBy.model().name();
    }

    /** Where no arm was reached the name is what a client wrote; it only finds a model that has a monitor. */
    private static String name(Optional<ServedBy> servedBy, InferenceRequest request) {
        @Nullable ServedBy arm = servedBy.orElse(null);
        return arm == null ? request.model() : name(arm);
    }
}
