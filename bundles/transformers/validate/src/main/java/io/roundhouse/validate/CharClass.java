package io.roundhouse.validate;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of characters: a bit for each of ASCII, ranges beyond.
 *
 * @param low the characters 0 to 63
 * @param high the characters 64 to 127
 * @param beyond pairs of first and last, ascending, none touching another
 */
record CharClass(long low, long high, List<Integer> beyond) {
    private static final int ASCII_END = 0x80;

    static CharClass range(int first, int last) {
        long low = 0;
        long high = 0;
        for (int c = first; c <= Math.min(last, ASCII_END - 1); c++) {
            low |= c < Long.SIZE ? 1L << c : 0;
            high |= c < Long.SIZE ? 0 : 1L << c;
        }
        return new CharClass(low, high, last < ASCII_END ? List.of() : List.of(Math.max(first, ASCII_END), last));
    }

    boolean has(int character) {
        if (character < ASCII_END) {
            return (((character < Long.SIZE ? low : high) >>> character) & 1) != 0;
        }
        for (int i = 0; i < beyond.size(); i += 2) {
            if (character >= beyond.get(i) && character <= beyond.get(i + 1)) {
                return true;
            }
        }
        return false;
    }

    CharClass or(CharClass other) {
        List<int[]> ranges = new ArrayList<>();
        for (List<Integer> pairs : List.of(beyond, other.beyond)) {
            for (int i = 0; i < pairs.size(); i += 2) {
                ranges.add(new int[] {pairs.get(i), pairs.get(i + 1)});
            }
        }
        ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
        List<Integer> merged = new ArrayList<>();
        for (int[] range : ranges) {
            int last = merged.size() - 1;
            if (last > 0 && range[0] <= merged.get(last) + 1) {
                merged.set(last, Math.max(merged.get(last), range[1]));
            } else {
                merged.add(range[0]);
                merged.add(range[1]);
            }
        }
        return new CharClass(low | other.low, high | other.high, List.copyOf(merged));
    }

    CharClass not() {
        List<Integer> others = new ArrayList<>();
        int next = ASCII_END;
        for (int i = 0; i < beyond.size(); i += 2) {
            if (beyond.get(i) > next) {
                others.add(next);
                others.add(beyond.get(i) - 1);
            }
            next = beyond.get(i + 1) + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            others.add(next);
            others.add(Character.MAX_CODE_POINT);
        }
        return new CharClass(~low, ~high, List.copyOf(others));
    }

    boolean meets(CharClass other) {
        return (low & other.low) != 0
                || (high & other.high) != 0
                || other.beyond.stream().anyMatch(this::has)
                || beyond.stream().anyMatch(other::has);
    }
}
