package io.roundhouse.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** A plugin's version: numbers compared as numbers, then the rest as text; {@code 1.20} is {@code 1.20.0}. */
record Version(String text, List<Integer> numbers, String qualifier) implements Comparable<Version> {
    private static final int NUMBERS = 3;

    /** Any text is a version: one that begins with no number is lower than every number but 0. */
    static Version of(String text) {
        List<Integer> numbers = new ArrayList<>();
        String rest = text.strip();
        while (numbers.size() < NUMBERS && !rest.isEmpty()) {
            int dot = rest.indexOf('.');
            String head = dot < 0 ? rest : rest.substring(0, dot);
            if (!head.matches("\\d{1,9}")) {
                break;
            }
            numbers.add(Integer.parseInt(head));
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return new Version(text.strip(), List.copyOf(numbers), rest);
    }

    int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < NUMBERS; i++) {
            int difference = Integer.compare(number(i), other.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return qualifier.compareTo(other.qualifier);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return number(0) * 31 * 31 + number(1) * 31 + number(2);
    }

    @Override
    public String toString() {
        return text;
    }
}
