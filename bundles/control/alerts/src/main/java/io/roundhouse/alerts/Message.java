package io.roundhouse.alerts;

import java.util.List;
import java.util.Map;

/**
 * What one receiver is told at once: every alert of a group that fires, and those that were resolved since the message before.
 *
 * @param truncated alerts of the group that did not fit in
 */
record Message(
        Destination destination, Map<String, String> groupLabels, List<Told> alerts, int truncated, boolean firing) {
    static final int ALERTS_MAX = 100;

    Message {
        groupLabels = Map.copyOf(groupLabels);
        alerts = List.copyOf(alerts);
    }

    /**
     * One alert.
     *
     * @param labels with {@code severity}, and {@code alert} for the rule's name
     * @param endMillis 0 while it fires
     */
    record Told(Map<String, String> labels, String summary, long sinceMillis, long endMillis) {
        Told {
            labels = Map.copyOf(labels);
        }

        boolean isFiring() {
            return endMillis == 0;
        }
    }

    /** One line for a person. */
    String headline() {
        long firing = alerts.stream().filter(Told::isFiring).count();
        long resolved = alerts.size() - firing;
        String counts = firing == 0
                ? resolved + " resolved"
                : resolved == 0 ? firing + " firing" : firing + " firing, " + resolved + " resolved";
        return "[" + counts + "] " + (groupLabels.isEmpty() ? "alerts" : Labels.text(groupLabels));
    }
}
