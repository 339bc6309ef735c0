package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Map;

/**
 * While an alert fires that {@code when} fits, those that {@code mute} fits are muted, if both have the same values of the
 * labels {@code equal}.
 */
record Inhibition(Map<String, LabelMatch> when, Map<String, LabelMatch> mute, List<String> equal) {
    Inhibition {
        when = Map.copyOf(when);
        mute = Map.copyOf(mute);
        equal = List.copyOf(equal);
    }

    static Inhibition read(Settings section) {
        section.allow("when", "mute", "equal");
        return new Inhibition(side(section, "when"), side(section, "mute"), section.texts("equal"));
    }

    private static Map<String, LabelMatch> side(Settings section, String key) {
        Map<String, LabelMatch> match = LabelMatch.read(section.section(key));
        if (match.isEmpty()) {
            throw section.invalid(key, "must name at least one label, like { severity: page }", null);
        }
        return match;
    }

    /** An alert that both sides fit mutes nothing: two of that kind would mute each other. */
    boolean mutes(Map<String, String> source, Map<String, String> target) {
        return LabelMatch.matches(when, source)
                && !LabelMatch.matches(mute, source)
                && LabelMatch.matches(mute, target)
                && equal.stream().allMatch(name -> source.getOrDefault(name, "").equals(target.getOrDefault(name, "")));
    }
}
