package io.roundhouse.tabular;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each text of a column was seen; so many different ones at most. */
final class TextCounts {
    static final int TEXT_BYTES_MAX = 1024;

    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)); // not by chars: the order of every other tool

    private final String column;
    private final int max;
    private final Map<String, Long> counts = new HashMap<>();

    TextCounts(String column, int max) {
        this.column = column;
        this.max = max;
    }

    /** Sees the element at hand, which is not missing. */
    void see(Texts at, long row) {
        if (at.length > TEXT_BYTES_MAX) {
            throw Learnt.refused(column, row, "has " + at.length + " bytes, a category has at most " + TEXT_BYTES_MAX);
        }
        String text = at.text().orElseThrow(() -> Learnt.refused(column, row, "is not valid UTF-8"));
        if (counts.merge(text, 1L, Long::sum) == 1 && counts.size() > max) {
            throw Learnt.refused(
                    column,
                    row,
                    "is one more than the " + max
                            + " different texts that are learnt; raise 'categories_max' or take step 'hash'");
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** In the order of their bytes. */
    List<String> sorted() {
        return counts.keySet().stream().sorted(BY_BYTES).toList();
    }

    /** Of several, the first in the order of their bytes. */
    String mostFrequent() {
        return sorted().stream()
                .max(Comparator.comparingLong((String text) -> counts.getOrDefault(text, 0L))
                        .thenComparing(BY_BYTES.reversed()))
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
