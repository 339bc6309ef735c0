package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code labels}: words by which clients ask for a version, {@code { champion: 1, challenger: 2 }}. */
final class Labels {
    static final int LABELS_MAX = 64;

    private Labels() {}

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static Map<String, String> read(Settings yaml, Versions found, List<Arm> arms) {
        Settings section = yaml.section("labels");
        if (section.keys().size() > LABELS_MAX) {
            throw yaml.invalid("labels", "has " + section.keys().size() + " labels, at most " + LABELS_MAX, null);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : section.keys()) {
            if (!ModelId.isName(label)) {
                throw section.invalid(label, "is no label: letters, digits, '_', '-' and '.'", null);
            }
            String version = found.require(section, label, section.text(label));
            if (found.has(label) && !label.equals(version)) {
                throw section.invalid(label, "is the name of a version too, but points to version " + version, null);
            }
            requireOneMeaning(section, label, version, arms);
            labels.put(label, version);
        }
        return labels;
    }

    /** The name of an arm is a label already. */
    private static void requireOneMeaning(Settings section, String label, String version, List<Arm> arms) {
        for (Arm arm : arms) {
            if (arm.name().equals(label) && !arm.version().equals(version)) {
                throw section.invalid(
                        label,
                        "points to version " + version + ", but the arm of that name answers with version "
                                + arm.version() + "; an arm's name is a label by itself",
                        null);
            }
        }
    }
}
