package io.roundhouse.feedback;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.List;
import java.util.Map;

/** A definition with a name. */
final class Definitions {
    private Definitions() {}

    static ModelDefinition of(String name) {
        Plugin any = new Plugin("any", "", Settings.empty());
        return new ModelDefinition(name, List.of(), any, Settings.empty(), Chain.NONE, any, List.of(), Map.of());
    }
}
