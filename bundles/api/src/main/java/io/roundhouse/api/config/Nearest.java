package io.roundhouse.api.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name nearest to a mistyped one, by edit distance. */
public final class Nearest {
    private static final int LENGTH_MAX = 64; // more is no typing mistake, and the distance is quadratic

    private Nearest() {}

    /** {@code ; did you mean 'batching'?} when one is near, then what is allowed; for the end of a message. */
    public static String suggestion(String mistyped, Collection<String> known) {
        String all = known.stream().sorted().toList().toString();
        return find(mistyped, known)
                .map(name -> "; did you mean '" + name + "'? Known are " + all)
                .orElse(known.isEmpty() ? "; there is none" : "; known are " + all);
    }

    /** The known name that differs in two letters, or in a third of them; in one where it is very short. */
    public static Optional<String> find(String mistyped, Collection<String> known) {
        if (mistyped.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> name.length() <= LENGTH_MAX && distance(mistyped, name) <= tolerance(name))
                .min(Comparator.<String>comparingInt(name -> distance(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String name) {
        return name.length() <= 3 ? 1 : Math.max(2, name.length() / 3);
    }

    /** Levenshtein distance, two rows of the table at a time. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
