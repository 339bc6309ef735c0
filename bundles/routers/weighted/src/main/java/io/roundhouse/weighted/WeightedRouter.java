package io.roundhouse.weighted;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighted rendezvous hashing: every arm draws a time from an exponential distribution whose rate is its weight, and the
 * earliest answers. The draw depends on nothing but the request's id and the arm's name, so
 *
 * <ul>
 *   <li>the same id goes to the same arm, here and on every other server with these weights;
 *   <li>an arm whose weight grows draws earlier for the same id, and nobody else's draw changes: requests move to the
 *       growing arm only, never between two others (cumulative ranges would shift the borders of all).
 * </ul>
 *
 * <p>All routes are made in advance: routing allocates nothing.
 */
final class WeightedRouter implements Router {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: spreads consecutive numbers
    private static final double TO_UNIT = 0x1.0p-53;

    private final long[] seeds;
    private final double[] means; // 1 / weight
    private final long[] watcherSeeds;
    private final double[] watcherShares;
    private final Route[][] routes; // by answering arm, then by the set of watchers as bits

    WeightedRouter(List<Arm> arms) {
        List<Arm> answering = arms.stream().filter(arm -> arm.weight() > 0).toList();
        List<Arm> watching = arms.stream().filter(Arm::watches).toList();
        seeds = answering.stream().mapToLong(arm -> seed(arm.name())).toArray();
        means = answering.stream().mapToDouble(arm -> 1 / arm.weight()).toArray();
        watcherSeeds = watching.stream().mapToLong(arm -> seed(arm.name())).toArray();
        watcherShares =
                watching.stream().mapToDouble(arm -> arm.mirrorPercent() / 100).toArray();
        routes = new Route[answering.size()][1 << watching.size()];
        for (int i = 0; i < routes.length; i++) {
            for (int set = 0; set < routes[i].length; set++) {
                routes[i][set] = new Route(answering.get(i).name(), named(watching, set));
            }
        }
    }

    private static List<String> named(List<Arm> watching, int set) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < watching.size(); i++) {
            if ((set & 1 << i) != 0) {
                names.add(watching.get(i).name());
            }
        }
        return names;
    }

    @Override
    public Route route(InferenceRequest request) {
        long id = mix(request.id().hashCode() * GOLDEN);
        return routes[answering(id)][watching(id)];
    }

    private int answering(long id) {
        if (seeds.length == 1) {
            return 0;
        }
        int best = 0;
        double earliest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < seeds.length; i++) {
            double time = -Math.log(unit(id, seeds[i])) * means[i];
            if (time < earliest) {
                earliest = time;
                best = i;
            }
        }
        return best;
    }

    private int watching(long id) {
        int set = 0;
        for (int i = 0; i < watcherSeeds.length; i++) {
            if (unit(id, watcherSeeds[i]) <= watcherShares[i]) {
                set |= 1 << i;
            }
        }
        return set;
    }

    /** In (0, 1]: evenly spread, and independent for two seeds. */
    private static double unit(long id, long seed) {
        return ((mix(id ^ seed) >>> 11) + 1) * TO_UNIT;
    }

    private static long seed(String arm) {
        return mix(arm.hashCode() + GOLDEN);
    }

    /** The finisher of SplitMix64 (Stafford's variant 13): every bit of the input moves half of the output's. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
