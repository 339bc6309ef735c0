package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.WeightedArms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The arms that get no new requests. It stands behind the routers, so that it holds for every one of them, and they need not
 * know: what a router gives a drained arm goes to the others by their weights, drawn as {@link WeightedArms} draw it; with a
 * router by weight that is the very arm that would answer if the drained one weighed nothing.
 *
 * <p>An answer is worth more than a drain: where nobody else can answer, the drained arm does.
 */
final class Drains {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private volatile Map<String, Drained> byModel = Map.of(); // replaced whole; a request reads it once

    /** Of one model, with the others as they were when it was asked last: they are worked out anew when they change. */
    private static final class Drained {
        final Set<String> arms;
        private volatile @Nullable Others others;

        Drained(Set<String> arms) {
            this.arms = Set.copyOf(arms);
        }

        /** Two threads may work it out at once; both find the same. It is asked by identity: to compare takes too long. */
        @SuppressWarnings("ReferenceEquality")
        @Nullable
        WeightedArms others(Serving serving) {
            Others known = others;
            if (known == null || known.serving() != serving) {
                known = new Others(serving, Remaining.of(serving, arms));
                others = known;
            }
            return known.arms();
        }
    }

    private record Others(Serving serving, @Nullable WeightedArms arms) {}

    /** @param serving what answers for the model now; without arms while it is still looked for */
    synchronized void drain(String model, Serving serving, String arm) {
        Set<String> arms = new TreeSet<>(of(model));
        if (!arms.add(arm)) {
            return;
        }
        if (!serving.arms().isEmpty()) {
            check(model, serving, arm, arms);
        }
        put(model, arms);
        LOG.warn("arm drained model={} arm={} effect=\"it gets no new requests\"", model, arm);
    }

    private static void check(String model, Serving serving, String arm, Set<String> arms) {
        List<String> declared = serving.declared();
        if (!declared.contains(arm)) {
            throw refused("model '" + model + "' has no arm '" + arm + "'" + Nearest.suggestion(arm, declared));
        }
        if (serving.watchers().contains(arm)) {
            throw refused("arm '" + arm + "' of '" + model + "' only watches, so no request waits for it");
        }
        if (Remaining.of(serving, arms) == null) {
            throw refused("arm '" + arm + "' is the last one of '" + model + "' that answers, so it is not drained");
        }
    }

    synchronized void resume(String model, String arm) {
        Set<String> arms = new TreeSet<>(of(model));
        if (arms.remove(arm)) {
            put(model, arms);
            LOG.warn("arm resumed model={} arm={}", model, arm);
        }
    }

    private void put(String model, Set<String> arms) {
        Map<String, Drained> next = new HashMap<>(byModel);
        next.remove(model);
        if (!arms.isEmpty()) {
            next.put(model, new Drained(arms));
        }
        byModel = Map.copyOf(next);
    }

    Set<String> of(String model) {
        Drained drained = byModel.get(model);
        return drained == null ? Set.of() : drained.arms;
    }

    /** The route, led past arms that are drained. */
    Route lead(String model, Serving serving, InferenceRequest request, Route route) {
        Drained drained = byModel.get(model);
        if (drained == null || !drained.arms.contains(route.answering())) {
            return route;
        }
        WeightedArms others = drained.others(serving);
        if (others == null) {
            return route;
        }
        long key = WeightedArms.key(request.id());
        Route other = others.route(key, key);
        return route.watching().isEmpty() ? other : new Route(other.answering(), route.watching());
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
