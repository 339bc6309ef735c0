package io.roundhouse.comparison;

import io.roundhouse.server.control.Comparisons.Worst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The few pairs that a person should look at: flips first, then by difference. Guarded by its {@link PairState}. */
final class WorstPairs {
    static final int MAX = 8;

    private static final Comparator<Worst> WORST_FIRST =
            Comparator.comparing(Worst::flip).thenComparing(Worst::relative).reversed();

    private final List<Worst> worst = new ArrayList<>();

    /** Whether one like that would be kept; so that texts are made for those only. */
    boolean isWorse(boolean flip, double relative) {
        if (worst.size() < MAX) {
            return true;
        }
        Worst best = worst.get(MAX - 1);
        return flip != best.flip() ? flip : relative > best.relative();
    }

    void add(Worst one) {
        worst.add(one);
        worst.sort(WORST_FIRST);
        if (worst.size() > MAX) {
            worst.remove(MAX);
        }
    }

    List<Worst> report() {
        return List.copyOf(worst);
    }
}
