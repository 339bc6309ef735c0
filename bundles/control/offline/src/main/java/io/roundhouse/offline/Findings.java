package io.roundhouse.offline;

import io.roundhouse.server.control.SchemaCheck.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what steps tell of rows: texts of a line a finding, {@code 'Income' range: is 4711, must be 0 to 2090}. What
 * stands before the first colon is counted together; of each the first row is kept.
 */
final class Findings {
    private static final int KINDS_MAX = 10_000; // a schema of a thousand columns has fewer

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private long wrongRows;

    private static final class Count {
        private final long first;
        private final String sentence;
        private long rows;

        private Count(long first, String sentence) {
            this.first = first;
            this.sentence = sentence;
        }
    }

    /** All that was told of one row, counted from 1. */
    void add(String lines, long row) {
        if (lines.isEmpty()) {
            return;
        }
        wrongRows++;
        for (String line : lines.split("\n", -1)) {
            int colon = line.indexOf(": ");
            String what = colon < 0 ? line : line.substring(0, colon);
            if (counts.size() < KINDS_MAX || counts.containsKey(what)) {
                String sentence = colon < 0 ? line : line.substring(colon + 2);
                counts.computeIfAbsent(what, any -> new Count(row, sentence)).rows++;
            }
        }
    }

    long wrongRows() {
        return wrongRows;
    }

    /** The commonest first. */
    List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        counts.forEach((what, count) -> all.add(new Finding(what, count.rows, count.first, count.sentence)));
        all.sort((a, b) -> Long.compare(b.rows(), a.rows()));
        return all;
    }
}
