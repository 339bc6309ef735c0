package io.roundhouse.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What numbers and alerts are told apart by. */
final class Labels {
    private Labels() {}

    /** Those labels that are named, of which a missing one is left out; without names all but a bucket's bound. */
    static Map<String, String> chosen(Map<String, String> labels, @Nullable List<String> names) {
        Map<String, String> chosen = new TreeMap<>();
        if (names == null) {
            chosen.putAll(labels);
            chosen.remove("le");
            return Map.copyOf(chosen);
        }
        for (String name : names) {
            String value = labels.get(name);
            if (value != null) {
                chosen.put(name, value);
            }
        }
        return Map.copyOf(chosen);
    }

    static Map<String, String> and(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return Map.copyOf(more);
    }

    /** {@code {arm=live, model=credit}}, in one order; nothing where there is none. */
    static String text(Map<String, String> labels) {
        return labels.isEmpty() ? "" : new TreeMap<>(labels).toString();
    }
}
