package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The version folders of a model, oldest first: numbers in the order of numbers, before them other names by alphabet. */
record Versions(List<String> names) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Numbers come last, so that the newest is the highest number; {@code 01} and {@code 1} differ by their text. */
    static final Comparator<String> ORDER = Comparator.comparing((String name) -> isNumber(name))
            .thenComparingLong(name -> isNumber(name) ? Long.parseLong(name) : 0)
            .thenComparing(Comparator.naturalOrder());

    Versions {
        names = names.stream().sorted(ORDER).toList();
    }

    static boolean isNumber(String name) {
        return NUMBER.matcher(name).matches();
    }

    boolean has(String version) {
        return names.contains(version);
    }

    /** The highest number; the caller has made sure there is one. */
    String newest() {
        return last(names);
    }

    static String last(Collection<String> versions) {
        return versions.stream().max(ORDER).orElseThrow();
    }

    /** Two names of one number, {@code 1} and {@code 01}, if there are. */
    Optional<String> ambiguous() {
        for (int i = 1; i < names.size(); i++) {
            String one = names.get(i - 1);
            String other = names.get(i);
            if (isNumber(one) && isNumber(other) && Long.parseLong(one) == Long.parseLong(other)) {
                return Optional.of("'" + one + "' and '" + other + "'");
            }
        }
        return Optional.empty();
    }

    /** That version, which must be there. */
    String require(Settings section, String key, String version) {
        if (!has(version)) {
            throw section.invalid(key, "asks for version '" + version + "', there are " + names, null);
        }
        return version;
    }
}
