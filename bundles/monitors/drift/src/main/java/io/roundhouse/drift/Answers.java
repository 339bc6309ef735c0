package io.roundhouse.drift;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The answers that a client got, each once. A watching arm's answer is told like any other and only then as {@link Compared}
 * with the live one, perhaps in the next batch of events; so answers wait for one batch, and those of watching arms are dropped.
 * One thread.
 */
final class Answers {
    private List<Answered> waiting = List.of();

    /** Those of the batch before this one. */
    List<Answered> next(List<InferenceEvent> events) {
        List<Answered> fresh = new ArrayList<>();
        Set<Object> watching = Collections.newSetFromMap(new IdentityHashMap<>());
        for (InferenceEvent event : events) {
            if (event instanceof Answered answered) {
                fresh.add(answered);
            } else if (event instanceof Compared compared) {
                watching.add(compared.watching());
            }
        }
        List<Answered> ready = waiting;
        if (!watching.isEmpty()) {
            ready = ready.stream().filter(answer -> !watching.contains(answer)).toList();
            fresh.removeIf(watching::contains);
        }
        waiting = fresh;
        return ready;
    }
}
