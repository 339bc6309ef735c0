package io.roundhouse.match;

import io.roundhouse.api.config.Settings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be: exactly one of some words, or something like a pattern in which {@code *} stands for any text.
 * Regular expressions would let a client hold up a request thread with a value made for it; here the work is at most the
 * length of the value times that of the pattern, and both are bounded.
 *
 * @param any a value only has to be there
 * @param exact empty when there is a pattern
 * @param pieces of the pattern between its stars, at least two; empty when there are exact words
 */
record Words(boolean any, Set<String> exact, List<String> pieces) {
    static final int WORDS_MAX = 64;
    static final int PATTERN_MAX = 128;

    /** A value longer than this is like nothing. */
    static final int VALUE_MAX = 256;

    private static final Words ANY = new Words(true, Set.of(), List.of());

    Words {
        exact = Set.copyOf(exact);
        pieces = List.copyOf(pieces);
    }

    static Words read(Settings rule, boolean allowed) {
        List<String> said =
                List.of("is", "in", "like").stream().filter(rule::has).toList();
        if (said.isEmpty()) {
            return ANY;
        }
        if (!allowed || said.size() > 1) {
            String why = allowed ? "cannot stand beside '" + said.get(1) + "'" : "needs a 'header' or a 'parameter'";
            throw rule.invalid(said.get(0), why, null);
        }
        return switch (said.get(0)) {
            case "is" -> new Words(false, Set.of(rule.text("is")), List.of());
            case "in" -> in(rule);
            default -> like(rule, rule.text("like"));
        };
    }

    private static Words in(Settings rule) {
        List<String> words = rule.texts("in");
        if (words.isEmpty() || words.size() > WORDS_MAX) {
            throw rule.invalid("in", "must hold 1.." + WORDS_MAX + " words, were " + words.size(), null);
        }
        return new Words(false, new HashSet<>(words), List.of());
    }

    private static Words like(Settings rule, String pattern) {
        if (pattern.indexOf('*') < 0 || pattern.length() > PATTERN_MAX) {
            throw rule.invalid(
                    "like",
                    "must hold a '*' for any text and be at most " + PATTERN_MAX + " long, was '"
                            + pattern.substring(0, Math.min(PATTERN_MAX, pattern.length()))
                            + "'; for one exact word there is 'is'",
                    null);
        }
        return new Words(false, Set.of(), Arrays.asList(pattern.split("\\*", -1)));
    }

    boolean match(@Nullable String value) {
        if (value == null) {
            return false;
        }
        return any || (pieces.isEmpty() ? exact.contains(value) : value.length() <= VALUE_MAX && isLike(value));
    }

    /** The first piece at the start, the last at the end, those between in order, each as early as possible. */
    private boolean isLike(String value) {
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        int end = value.length() - last.length();
        if (end < first.length() || !value.startsWith(first) || !value.endsWith(last)) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < pieces.size() - 1; i++) {
            String piece = pieces.get(i);
            int at = value.indexOf(piece, from);
            if (at < 0 || at + piece.length() > end) {
                return false;
            }
            from = at + piece.length();
        }
        return true;
    }
}
