package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Nearest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The monitors' plugins that are there. Any thread. */
final class Factories {
    private final List<Provider> all = new CopyOnWriteArrayList<>();

    void add(Provider provider) {
        all.add(provider);
    }

    void remove(Provider provider) {
        provider.leave();
        all.remove(provider);
    }

    /** The highest version of that name; null where there is none. */
    @Nullable
    Provider best(String name) {
        Provider best = null;
        for (Provider each : all) {
            if (each.name().equals(name) && !each.isLeaving() && each.isNewerThan(best)) {
                best = each;
            }
        }
        return best;
    }

    List<String> names() {
        return all.stream().map(Provider::name).distinct().sorted().toList();
    }

    /** {@code monitor 'drfit' is not installed; did you mean 'drift'? …}. */
    String missing(String name) {
        return "monitor '" + name + "' is not installed" + Nearest.suggestion(name, names());
    }
}
