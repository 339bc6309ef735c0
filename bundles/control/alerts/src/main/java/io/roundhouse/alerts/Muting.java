package io.roundhouse.alerts;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Says of every alert that fires whether nobody is to be told, and why. */
final class Muting {
    private Muting() {}

    static void mute(Collection<Standing> standings, Silences silences, List<Inhibition> inhibitions) {
        List<Standing> firing = standings.stream().filter(Standing::isFiring).toList();
        for (Standing target : firing) {
            Map<String, String> labels = labels(target);
            target.mute(silences.reason(labels).orElseGet(() -> inhibitor(labels, firing, inhibitions)));
        }
    }

    private static String inhibitor(Map<String, String> target, List<Standing> firing, List<Inhibition> inhibitions) {
        for (Inhibition inhibition : inhibitions) {
            if (!LabelMatch.matches(inhibition.mute(), target)) {
                continue;
            }
            for (Standing source : firing) {
                if (inhibition.mutes(labels(source), target)) {
                    return "inhibited by " + source.identity().text();
                }
            }
        }
        return "";
    }

    private static Map<String, String> labels(Standing standing) {
        return standing.identity().all(standing.rule().severity());
    }
}
