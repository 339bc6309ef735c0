package io.roundhouse.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Which column follows from which, by itself or through others. */
final class Follows {
    private final List<BitSet> next = new ArrayList<>();

    Follows(int columns) {
        for (int i = 0; i < columns; i++) {
            next.add(new BitSet());
        }
    }

    void add(int from, int to) {
        next.get(from).set(to);
    }

    /** A column reaches itself. */
    boolean reaches(int from, int to) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int column = open.pop();
            if (column == to) {
                return true;
            }
            next.get(column).stream().filter(other -> !seen.get(other)).forEach(other -> {
                seen.set(other);
                open.push(other);
            });
        }
        return false;
    }
}
