package io.roundhouse.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What an objective's budget has left for a model.
 *
 * @param left 1 when nothing is used, 0 when all is, below that when it was overdrawn
 */
record Budget(String slo, String model, double left) {
    private static final String ALL = "all";

    /** Of several groups of one model that which has the least left. */
    static List<Budget> of(Engine engine) {
        List<Budget> budgets = new ArrayList<>();
        engine.histories().forEach((slo, history) -> {
            TreeMap<String, Double> least = new TreeMap<>();
            history.left().forEach((labels, left) -> least.merge(labels.getOrDefault("model", ALL), left, Math::min));
            least.forEach((model, left) -> budgets.add(new Budget(slo, model, left)));
        });
        return List.copyOf(budgets);
    }
}
