package io.roundhouse.monitorhost;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Escalated;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;

/** What the tensors of an event take; on request threads, so nothing is allocated. */
final class EventBytes {
    private EventBytes() {}

    static long of(InferenceEvent event) {
        if (event instanceof Answered answered) {
            return of(answered.request().inputs()) + of(answered.response().outputs());
        }
        if (event instanceof Failed failed) {
            return of(failed.request().inputs());
        }
        if (event instanceof Compared compared) {
            return of(compared.live()) + of(compared.watching());
        }
        if (event instanceof Escalated escalated) {
            return of(escalated.request().inputs()) + of(escalated.first().outputs());
        }
        return 0;
    }

    private static long of(Tensors tensors) {
        List<Tensor> all = tensors.values();
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += all.get(i).byteSize();
        }
        return bytes;
    }
}
