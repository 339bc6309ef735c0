package io.roundhouse.bandit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.WeightedArms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thompson sampling with shares made in advance: a reward changes what is known of an arm, and when one part in {@link
 * #NEWS} of all that is known is new, the shares are drawn anew. Requests read one reference and are spread by their ids
 * over those shares, as {@code weighted} does. Every arm keeps its floor, or nobody would ever learn that it became better.
 *
 * <p>What was learnt belongs to the router's arms and outlives it: a router that takes over goes on with the very same
 * posteriors for arms that answer with the same, so that a reward given meanwhile is in both. A restart goes on with copies.
 */
final class BanditRouter implements Router {
    private static final double NEWS = 64;
    private static final int REWARDS_MIN = 8; // between two sets of shares, each 0.1 ms of the caller's time

    private final Lessons lessons;
    private final List<String> names;
    private final double floor;
    private final double discount;
    private final WeightedArms arms;
    private final Thompson thompson;
    private double news; // rewards since the shares were drawn; guarded by lessons
    private volatile WeightedArms now; // replaced whole

    /**
     * What was learnt, by arm; also the lock of all who learn.
     *
     * @param sections what each arm is, so that another under the same name begins anew
     */
    private record Lessons(Map<String, Posterior> arms, Map<String, Settings> sections, Object lock) {}

    private BanditRouter(WeightedArms arms, Lessons lessons, double floor, double discount) {
        this.arms = arms;
        this.lessons = lessons;
        this.names = arms.answering();
        this.floor = floor;
        this.discount = discount;
        this.thompson = new Thompson(names.hashCode());
        this.now = arms;
        synchronized (lessons.lock) {
            draw();
        }
    }

    static BanditRouter of(List<String> names, Settings settings, @Nullable Router before) {
        settings.allow("router", "arms", "floor", "discount");
        WeightedArms arms = WeightedArms.unweighted(names, settings);
        int count = arms.answering().size();
        double floorMax = 100.0 / count;
        double floor = settings.number("floor", Math.min(5, floorMax), 0, 100);
        if (floor > floorMax) {
            throw settings.invalid(
                    "floor",
                    "must be at most " + floorMax + " for " + count + " arms, as they share 100, was " + floor,
                    null);
        }
        double discount = settings.number("discount", 1, 0.5, 1);
        Lessons old = before instanceof BanditRouter bandit ? bandit.lessons : null;
        return new BanditRouter(arms, lessons(arms.answering(), settings.section("arms"), old), floor / 100, discount);
    }

    private static Lessons lessons(List<String> names, Settings sections, @Nullable Lessons old) {
        Map<String, Posterior> learnt = new LinkedHashMap<>();
        Map<String, Settings> same = new LinkedHashMap<>();
        for (String name : names) {
            Settings section = sections.section(name);
            Posterior known =
                    old != null && Objects.equals(section, old.sections.get(name)) ? old.arms.get(name) : null;
            learnt.put(name, known == null ? new Posterior() : known);
            same.put(name, section);
        }
        return new Lessons(Map.copyOf(learnt), Map.copyOf(same), old == null ? new Object() : old.lock);
    }

    @Override
    public Route route(InferenceRequest request) {
        long id = WeightedArms.key(request.id());
        return now.route(id, id);
    }

    @Override
    public void reward(String arm, double reward) {
        synchronized (lessons.lock) {
            Posterior posterior = lessons.arms.get(arm);
            if (posterior == null) {
                return; // it only watches
            }
            lessons.arms.values().forEach(each -> each.forget(discount));
            posterior.add(reward);
            news++;
            double known = lessons.arms.values().stream()
                    .mapToDouble(Posterior::evidence)
                    .sum();
            if (news >= Math.min(REWARDS_MIN, known) && news >= known / NEWS) {
                draw();
            }
        }
    }

    @Override
    public Map<String, String> memory() {
        Map<String, String> known = new LinkedHashMap<>();
        synchronized (lessons.lock) {
            lessons.arms.forEach((arm, posterior) -> {
                if (posterior.evidence() > 0) {
                    known.put(arm, Remembered.write(section(arm), posterior));
                }
            });
        }
        return known;
    }

    @Override
    public void recall(Map<String, String> memory) {
        synchronized (lessons.lock) {
            lessons.arms.forEach((arm, posterior) -> Remembered.read(memory.getOrDefault(arm, ""), section(arm))
                    .ifPresent(known -> posterior.restore(known.gained(), known.missed())));
            draw();
        }
    }

    private Settings section(String arm) {
        return lessons.sections.getOrDefault(arm, Settings.empty());
    }

    private void draw() {
        List<Posterior> posteriors = new ArrayList<>();
        names.forEach(name -> posteriors.add(lessons.arms.getOrDefault(name, new Posterior())));
        double[] shares = thompson.shares(posteriors);
        double rest = 1 - floor * shares.length;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = floor + rest * shares[i];
        }
        now = arms.with(shares);
        news = 0;
    }
}
