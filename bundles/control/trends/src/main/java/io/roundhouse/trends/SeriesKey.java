package io.roundhouse.trends;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one series is called.
 *
 * @param counts whether its points are growth, or what was seen
 */
record SeriesKey(String name, Map<String, String> labels, boolean counts) {
    static final String BUCKET = "_bucket";
    static final String BOUND = "le";

    SeriesKey {
        labels = Map.copyOf(labels);
    }

    static SeriesKey stored(String name, String labels, boolean counts) {
        return new SeriesKey(name, parse(labels), counts);
    }

    /** Whether it is one bar of a histogram. */
    boolean isBucket() {
        return name.endsWith(BUCKET) && labels.containsKey(BOUND);
    }

    Optional<String> label(String label) {
        return Optional.ofNullable(labels.get(label));
    }

    /** Its labels without the bound of a bar. */
    Map<String, String> labelsOfHistogram() {
        Map<String, String> rest = new TreeMap<>(labels);
        rest.remove(BOUND);
        return rest;
    }

    /** The labels, sorted, as they lie in the database: {@code arm="stable",model="credit"}. */
    String text() {
        return text(labels);
    }

    static String text(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(labels).forEach((name, value) -> text.append(text.isEmpty() ? "" : ",")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
        return text.toString();
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf("=\"", at);
            if (equals < 0) {
                break;
            }
            StringBuilder value = new StringBuilder();
            int i = equals + 2;
            for (; i < text.length() && text.charAt(i) != '"'; i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                }
                value.append(text.charAt(i));
            }
            labels.put(text.substring(at, equals), value.toString());
            at = i + 2;
        }
        return labels;
    }
}
