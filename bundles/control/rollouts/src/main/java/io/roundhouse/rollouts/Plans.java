package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition;
import java.util.Set;

/** What must fit together in a definition with a section {@code rollout}. */
final class Plans {
    private static final Set<String> ROUTERS = Set.of("weighted", "sticky");

    private Plans() {}

    static void check(ModelDefinition definition, Settings section) {
        Plan plan = Plan.read(section);
        Settings traffic = definition.router().settings();
        if (traffic.has("arms")) {
            throw traffic.invalid(
                    "arms", "cannot stand beside 'rollout', which decides the arms; take one of them out", null);
        }
        if (!ROUTERS.contains(definition.router().name())) {
            throw traffic.invalid(
                    "router",
                    "must be weighted or sticky beside 'rollout', was '"
                            + definition.router().name() + "', which knows no shares",
                    null);
        }
        Settings compare = definition.sections().getOrDefault("compare", Settings.empty());
        for (Watched watched : plan.guards()) {
            if (watched.source() == Watched.Source.FLIPS
                    && compare.text("label", "").equals("none")) {
                throw section.invalid(
                        "guards",
                        "has '" + watched.guard().name()
                                + "', but 'compare' says that the model has no label; take one of"
                                + " them out, or guard 'difference'",
                        null);
            }
            if (watched.source().needsFeedback() && !definition.sections().containsKey("feedback")) {
                throw section.invalid(
                        "guards",
                        "has '" + watched.guard().name() + "', which needs labels or rewards: add a section 'feedback'",
                        null);
            }
        }
    }
}
