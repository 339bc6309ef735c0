package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Which column follows from which, so that none follows from itself. */
final class Circles {
    private final List<List<Integer>> follows;

    Circles(int columns) {
        follows = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            follows.add(new ArrayList<>());
        }
    }

    /** One more; refused when it closes a circle. */
    void add(Settings rule, String key, int from, int to, List<ColumnText> columns) {
        if (reaches(to, from)) {
            throw rule.invalid(
                    key,
                    "closes a circle: '" + columns.get(to).name() + "' depends on '"
                            + columns.get(from).name() + "' by another rule or is the same column",
                    null);
        }
        follows.get(from).add(to);
    }

    private boolean reaches(int from, int to) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int column = open.pop();
            if (column == to) {
                return true;
            }
            for (int next : follows.get(column)) {
                if (!seen.get(next)) {
                    seen.set(next);
                    open.push(next);
                }
            }
        }
        return false;
    }
}
