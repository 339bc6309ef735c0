package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code monitors} of {@code model.yaml}, checked: settings by the monitors' names. */
final class MonitorList {
    static final int MAX = 16;

    private MonitorList() {}

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static Map<String, Settings> of(Settings section) {
        Map<String, Settings> monitors = new LinkedHashMap<>();
        for (String name : section.keys()) {
            if (!ModelId.isName(name)) {
                throw section.invalid(name, "is no name of a monitor: letters, digits, '_', '-' and '.'", null);
            }
            if (monitors.size() == MAX) {
                throw section.invalid(name, "is one monitor too many, at most " + MAX + " watch a model", null);
            }
            monitors.put(name, section.section(name));
        }
        return monitors;
    }
}
