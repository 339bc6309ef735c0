package io.roundhouse.alerts;

import java.util.Map;
import java.util.TreeMap;

/** What makes an alert the same one: its rule and the labels that it was found true for. */
record Identity(String rule, Map<String, String> labels) {
    Identity {
        labels = Map.copyOf(labels);
    }

    /** For silences, inhibitions and receivers: the labels, and those that every alert has. */
    Map<String, String> all(String severity) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("alert", rule);
        all.put("severity", severity);
        return Map.copyOf(all);
    }

    /** For a line in a log. */
    String text() {
        return rule + Labels.text(labels);
    }
}
