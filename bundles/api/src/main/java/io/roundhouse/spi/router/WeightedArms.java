package io.roundhouse.spi.router;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arms of a model with their weights, and the mirrors that watch: what a router needs that differs from others only
 * in whom it asks, or by which key. Immutable; any thread; routing allocates nothing, as all routes are made in advance.
 *
 * <p>Who answers is weighted rendezvous hashing: every arm draws a time from an exponential distribution whose rate is
 * its weight, and the earliest answers. The draw depends on nothing but the key and the arm's name, so
 *
 * <ul>
 *   <li>the same key goes to the same arm, here and on every other server with these weights;
 *   <li>an arm whose weight grows draws earlier for the same key, and nobody else's draw changes: keys move to the
 *       growing arm only, never between two others (cumulative ranges would shift the borders of all).
 * </ul>
 */
public final class WeightedArms {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: spreads consecutive numbers
    private static final double TO_UNIT = 0x1.0p-53;

    private final List<String> answering;
    private final long[] seeds;
    private final double[] means; // 1 / weight
    private final int only; // the one arm of any weight, so that nobody need draw; -1 when there are several
    private final long[] watcherSeeds;
    private final double[] watcherShares;
    private final Route[][] routes; // by answering arm, then by the set of watchers as bits
    private final Map<String, Route[]> byName;

    WeightedArms(List<ArmSection> arms) {
        List<ArmSection> answerers = arms.stream().filter(arm -> !arm.watches()).toList();
        List<ArmSection> watchers = arms.stream().filter(ArmSection::watches).toList();
        answering = answerers.stream().map(ArmSection::name).toList();
        seeds = answering.stream().mapToLong(WeightedArms::seed).toArray();
        means = answerers.stream().mapToDouble(arm -> 1 / arm.weight()).toArray();
        only = only(means);
        watcherSeeds = watchers.stream().mapToLong(arm -> seed(arm.name())).toArray();
        watcherShares =
                watchers.stream().mapToDouble(arm -> arm.mirrorPercent() / 100).toArray();
        routes = new Route[seeds.length][1 << watchers.size()];
        byName = new HashMap<>();
        for (int i = 0; i < routes.length; i++) {
            for (int set = 0; set < routes[i].length; set++) {
                routes[i][set] = new Route(answering.get(i), named(watchers, set));
            }
            byName.put(answering.get(i), routes[i]);
        }
    }

    private WeightedArms(WeightedArms same, double[] newMeans) {
        answering = same.answering;
        seeds = same.seeds;
        means = newMeans;
        only = only(newMeans);
        watcherSeeds = same.watcherSeeds;
        watcherShares = same.watcherShares;
        routes = same.routes;
        byName = same.byName;
    }

    /**
     * Reads the arms with the keys {@code weight} and {@code mirror}. Weights are relative: any sum above 0 will do.
     *
     * @param names as {@link RouterFactory#create(List, Settings)} is given them
     * @param traffic as there; its own keys are the caller's to check
     * @throws InferenceException {@code INVALID_CONFIGURATION}
     */
    public static WeightedArms weighted(List<String> names, Settings traffic) {
        return new WeightedArms(ArmSection.weighted(names, traffic));
    }

    /** The same for a router that decides on the shares itself: an arm has no key {@code weight}, all weigh the same. */
    public static WeightedArms unweighted(List<String> names, Settings traffic) {
        return new WeightedArms(ArmSection.unweighted(names, traffic));
    }

    /**
     * The same arms and mirrors with other weights.
     *
     * @param weights one for each of {@link #answering()}, none negative, not all 0
     */
    public WeightedArms with(double... weights) {
        double[] newMeans = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            newMeans[i] = 1 / weights[i];
            sum += weights[i] < 0 ? Double.NaN : weights[i];
        }
        if (weights.length != seeds.length || !(sum > 0)) {
            throw new IllegalArgumentException(
                    seeds.length + " weights from 0 on with a sum above 0, were " + Arrays.toString(weights));
        }
        return new WeightedArms(this, newMeans);
    }

    /** The arms that may answer, in the order written: all without a mirror, those of weight 0 among them. */
    public List<String> answering() {
        return answering;
    }

    /** Where a text stands among all keys: equal texts give equal keys. */
    public static long key(String text) {
        return mix(text.hashCode() * GOLDEN);
    }

    /**
     * Who answers by weight, and who watches.
     *
     * @param answeringKey of what is to stay with one arm, the request or its user
     * @param watchingKey of the request, so that mirrors see a share of all users
     */
    public Route route(long answeringKey, long watchingKey) {
        return routes[draw(answeringKey)][watching(watchingKey)];
    }

    /**
     * That arm answers, and who watches.
     *
     * @param arm one of {@link #answering()}
     */
    public Route to(String arm, long watchingKey) {
        Route[] to = byName.get(arm);
        if (to == null) {
            throw new IllegalArgumentException("no arm '" + arm + "' among " + answering);
        }
        return to[watching(watchingKey)];
    }

    private int draw(long key) {
        if (only >= 0) {
            return only;
        }
        int best = 0;
        double earliest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < seeds.length; i++) {
            double time = -Math.log(unit(key, seeds[i])) * means[i]; // infinite for a weight of 0: never earlier
            if (time < earliest) {
                earliest = time;
                best = i;
            }
        }
        return best;
    }

    private int watching(long key) {
        int set = 0;
        for (int i = 0; i < watcherSeeds.length; i++) {
            if (unit(key, watcherSeeds[i]) <= watcherShares[i]) {
                set |= 1 << i;
            }
        }
        return set;
    }

    private static int only(double[] means) {
        int found = -1;
        for (int i = 0; i < means.length; i++) {
            if (!Double.isInfinite(means[i])) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static List<String> named(List<ArmSection> watchers, int set) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < watchers.size(); i++) {
            if ((set & 1 << i) != 0) {
                names.add(watchers.get(i).name());
            }
        }
        return names;
    }

    /** In (0, 1]: evenly spread, and independent for two seeds. */
    private static double unit(long key, long seed) {
        return ((mix(key ^ seed) >>> 11) + 1) * TO_UNIT;
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
