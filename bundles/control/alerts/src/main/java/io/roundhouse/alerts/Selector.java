package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which samples. */
record Selector(String metric, Map<String, LabelMatch> where) {
    Selector {
        where = Map.copyOf(where);
    }

    /** The keys {@code metric} and {@code where} of a section. */
    static Selector read(Settings section) {
        return new Selector(section.text("metric"), LabelMatch.read(section.section("where")));
    }

    Selector named(String other) {
        return new Selector(other, where);
    }

    boolean matches(Map<String, String> labels) {
        return LabelMatch.matches(where, labels);
    }

    String text() {
        return where.isEmpty()
                ? metric
                : metric
                        + new TreeMap<>(where)
                                .entrySet().stream()
                                        .map(one -> one.getKey() + "="
                                                + one.getValue().written())
                                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
