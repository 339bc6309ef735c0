package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.WeightedArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arms that go on when some are drained. Pure. */
final class Remaining {
    /** Routers that decide on the shares themselves: their arms have no weights, so all count alike. */
    private static final Set<String> WITHOUT_WEIGHTS = Set.of("bandit", "cascade");

    private static final double WEIGHT_OF_FIRST = 100; // as the arms' sections are read where they have no weight

    private static final double WEIGHT_MAX = 1_000_000;

    private Remaining() {}

    /** Those that are live, get requests and are not drained, with their weights; null when there are none. */
    static @Nullable WeightedArms of(Serving serving, Set<String> drained) {
        Serving.Routing routing = serving.routing();
        if (routing == null) {
            return null; // the first arm answers, and no other
        }
        List<String> names = serving.declared().stream()
                .filter(name -> !serving.watchers().contains(name))
                .toList();
        Settings sections = routing.key().settings().section("arms");
        boolean alike = WITHOUT_WEIGHTS.contains(routing.key().factory().name());
        Settings.Builder weights = Settings.builder("the arms that are not drained");
        double sum = 0;
        for (String name : names) {
            double otherwise = alike || name.equals(names.get(0)) ? WEIGHT_OF_FIRST : 0;
            boolean goesOn = serving.live().containsKey(name) && !drained.contains(name);
            double weight = goesOn ? sections.section(name).number("weight", otherwise, 0, WEIGHT_MAX) : 0;
            weights.put(name, Settings.of(Map.of("weight", String.valueOf(weight))));
            sum += weight;
        }
        Settings traffic = Settings.empty().with("arms", weights.build());
        return sum > 0 ? WeightedArms.weighted(names, traffic) : null;
    }
}
