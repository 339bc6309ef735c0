package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import java.util.Map;

/**
 * On what terms a monitor watches a model: made by whom, with which settings, of what arms. Another plugin, other
 * settings or an arm that it does not know are other terms.
 *
 * @param specs by arm; those that were live when it began
 */
record Terms(Provider provider, Settings settings, Map<String, ModelSpec> specs) {
    Terms {
        specs = Map.copyOf(specs);
    }

    /** Whether a monitor on these terms will do where others are wanted: an arm that has gone is no reason to begin anew. */
    boolean serve(Terms wanted) {
        return provider == wanted.provider
                && settings.equals(wanted.settings)
                && specs.entrySet().containsAll(wanted.specs.entrySet());
    }
}
