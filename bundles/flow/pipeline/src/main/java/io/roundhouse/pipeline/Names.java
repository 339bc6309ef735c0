package io.roundhouse.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** Names a client wrote, as they may stand in a message: without control characters, and not at any length. */
final class Names {
    private static final int LENGTH_MAX = 64;
    private static final int LISTED_MAX = 16;

    private Names() {}

    static String quotable(String name) {
        String cut = name.length() <= LENGTH_MAX ? name : name.substring(0, LENGTH_MAX) + "…";
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@code [x, y]}. */
    static String list(List<String> names) {
        String more = names.size() > LISTED_MAX ? ", and " + (names.size() - LISTED_MAX) + " more]" : "]";
        return names.stream().limit(LISTED_MAX).map(Names::quotable).collect(Collectors.joining(", ", "[", more));
    }
}
