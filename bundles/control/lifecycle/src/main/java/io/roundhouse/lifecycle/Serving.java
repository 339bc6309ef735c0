package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What answers for one model now: immutable, replaced whole, read once by a request.
 *
 * @param arms the declared arms in order, then those made for versions that no declared arm has; never empty
 * @param live those of the arms that answer
 * @param absent why the others do not
 * @param versions which arm answers for a version
 * @param labels which arm answers for a label that is not an arm's name
 * @param watchers arms that only watch, and never stand in for another
 * @param routes a route to each arm, made once
 * @param routing who decides; null: the first arm answers
 */
record Serving(
        List<String> arms,
        Map<String, ServingArm> live,
        Map<String, Absence> absent,
        Map<String, String> versions,
        Map<String, String> labels,
        Set<String> watchers,
        Map<String, Route> routes,
        @Nullable Routing routing) {
    /** Nothing yet. */
    static final Serving NOTHING =
            new Serving(List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), null);

    /**
     * A router, who made it, and for what.
     *
     * @param headers what it reads of a request
     */
    record Routing(Key key, Router router, Set<String> headers) {
        /** Routers with equal keys are the same. */
        record Key(
                Provider<RouterFactory> factory, List<String> arms, Settings settings, Map<String, ModelSpec> specs) {}
    }

    /**
     * Why an arm does not answer.
     *
     * @param waits whether it is worth waiting for
     */
    record Absence(ErrorCode code, String reason, boolean waits) {}

    static Map<String, Route> routes(Collection<String> arms) {
        Map<String, Route> routes = new HashMap<>();
        arms.forEach(arm -> routes.put(arm, Route.to(arm)));
        return Map.copyOf(routes);
    }

    /** The route that needs no router: to the first arm that answers. */
    @Nullable
    Route first() {
        for (String name : arms) {
            if (!watchers.contains(name)) {
                return routes.get(name);
            }
        }
        return null;
    }

    /** The arms that are written, without those made for versions that none of them has. */
    List<String> declared() {
        return arms.stream().filter(name -> !versions.containsKey(name)).toList();
    }

    /** The arm of that label, be it an arm's name, a word of its own or a version. */
    @Nullable
    String labelled(String label) {
        return routes.containsKey(label) ? label : labels.getOrDefault(label, versions.get(label));
    }

    /** The same with these arms, of the same names. */
    Serving with(Map<String, ServingArm> others) {
        return new Serving(arms, Map.copyOf(others), absent, versions, labels, watchers, routes, routing);
    }

    /** The same without those arms, which are waited for. */
    Serving without(Predicate<ServingArm> gone, String reason) {
        Map<String, ServingArm> rest = new HashMap<>(live);
        Map<String, Absence> missing = new HashMap<>(absent);
        live.forEach((name, arm) -> {
            if (gone.test(arm)) {
                rest.remove(name);
                missing.put(name, new Absence(ErrorCode.PLUGIN_MISSING, reason, true));
            }
        });
        return new Serving(arms, Map.copyOf(rest), Map.copyOf(missing), versions, labels, watchers, routes, routing);
    }

    Serving withoutRouting() {
        return new Serving(arms, live, absent, versions, labels, watchers, routes, null);
    }

    /**
     * The arm that answers when a declared one does not: the first that is live and answers at all.
     *
     * @param avoided only where there is no other
     */
    @Nullable
    ServingArm standIn(String arm, Set<String> avoided) {
        if (watchers.contains(arm) || versions.containsKey(arm)) {
            return null;
        }
        ServingArm last = null;
        for (String name : arms) {
            ServingArm other = live.get(name);
            if (other != null && !watchers.contains(name) && !versions.containsKey(name)) {
                if (!avoided.contains(name)) {
                    return other;
                }
                last = last == null ? other : last;
            }
        }
        return last;
    }
}
