package io.roundhouse.trends;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which numbers are kept: by how their names begin, and by which labels they are told apart. The first rule that fits counts. */
record Keep(List<Rule> rules) {
    private static final int RULES_MAX = 200;
    private static final Pattern RULE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\s+by((?:\\s+[a-zA-Z_][a-zA-Z0-9_]*)*))?");

    /**
     * One of them.
     *
     * @param by the labels that are kept, numbers that differ in others only are added up; empty for every label
     */
    record Rule(String prefix, Optional<List<String>> by) {
        Rule {
            by = by.map(List::copyOf);
        }

        SeriesKey key(Sample sample) {
            Map<String, String> labels =
                    by.map(some -> some(sample.labels(), some)).orElse(sample.labels());
            return new SeriesKey(sample.name(), labels, sample.counts());
        }

        private static Map<String, String> some(Map<String, String> labels, List<String> some) {
            Map<String, String> kept = new HashMap<>(labels);
            kept.keySet().retainAll(some);
            return kept;
        }
    }

    Keep {
        rules = List.copyOf(rules);
    }

    /** From {@code PREFIX; PREFIX by label label; …}. */
    static Keep of(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String one : text.split(";", -1)) {
            if (!one.isBlank()) {
                rules.add(rule(one.strip()));
            }
        }
        if (rules.isEmpty() || rules.size() > RULES_MAX) {
            throw new IllegalArgumentException("keep must have 1.." + RULES_MAX + " names, had " + rules.size());
        }
        return new Keep(rules);
    }

    private static Rule rule(String text) {
        var matcher = RULE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("keep has '" + text
                    + "'; each between semicolons must be how names begin, or that with labels: NAME by model version");
        }
        String by = matcher.group(2);
        return new Rule(
                matcher.group(1),
                by == null
                        ? Optional.empty()
                        : Optional.of(
                                by.isBlank() ? List.of() : List.of(by.strip().split("\\s+"))));
    }

    Optional<SeriesKey> key(Sample sample) {
        for (Rule rule : rules) {
            if (sample.name().startsWith(rule.prefix())) {
                return Optional.of(rule.key(sample));
            }
        }
        return Optional.empty();
    }
}
