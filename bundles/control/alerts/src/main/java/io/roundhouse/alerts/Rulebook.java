package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** All that a rules file says. */
record Rulebook(List<Rule> rules, List<Slo> slos, List<Inhibition> inhibitions, Telling telling) {
    static final Rulebook EMPTY = read(Settings.empty());

    private static final int RULES_MAX = 200;
    private static final int SLOS_MAX = 50;

    Rulebook {
        rules = List.copyOf(rules);
        slos = List.copyOf(slos);
        inhibitions = List.copyOf(inhibitions);
    }

    /**
     * Reads and checks.
     *
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}
     */
    static Rulebook read(Settings file) {
        file.allow("rules", "slo", "inhibit", "notify");
        List<Rule> rules = sections(file, "rules", RULES_MAX, RuleReader::read);
        List<Slo> slos = sections(file, "slo", SLOS_MAX, Slo::read);
        Set<String> names = new HashSet<>();
        List<Rule> all = new ArrayList<>(rules);
        slos.forEach(slo -> all.addAll(slo.rules()));
        for (Rule rule : all) {
            if (!names.add(rule.name())) {
                throw rule.written()
                        .invalid(
                                rule.written().has("alert") ? "alert" : "name",
                                "must be unique, there are two of '" + rule.name() + "'",
                                null);
            }
        }
        return new Rulebook(
                rules,
                slos,
                sections(file, "inhibit", RULES_MAX, Inhibition::read),
                Telling.read(file.section("notify")));
    }

    private static <T> List<T> sections(Settings file, String key, int max, Function<Settings, T> read) {
        List<Settings> sections =
                file.isSection(key) && file.section(key).keys().isEmpty()
                        ? List.of() // the key alone: everything below it is a comment
                        : file.sections(key);
        if (sections.size() > max) {
            throw file.invalid(key, "may have at most " + max + " entries, has " + sections.size(), null);
        }
        return sections.stream().map(read).toList();
    }
}
