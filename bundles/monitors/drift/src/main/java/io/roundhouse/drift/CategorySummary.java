package io.roundhouse.drift;

import java.util.List;

/**
 * @param counts of each word of the layout, and last of all other words
 * @param distinct about how many different words there were
 * @param others the most frequent of the other words, the first most
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CategorySummary(CategoryLayout layout, Weight weight, long[] counts, double distinct, List<String> others)
        implements Summary {
    CategorySummary {
        counts = counts.clone();
        others = List.copyOf(others);
    }
}
