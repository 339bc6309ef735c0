package io.roundhouse.comparison;

import io.roundhouse.server.control.Comparisons.Output;

/** What is known of one output of a pair of arms. Guarded by its {@link PairState}. */
final class OutputState {
    private final String name;
    private final LogSketch absolute = new LogSketch();
    private final LogSketch relative = new LogSketch();
    private final LogSketch ulps = new LogSketch();
    private final LogSketch cosineDistance = new LogSketch();
    private long pairs;
    private long equalPairs;
    private long elements;
    private long equalElements;
    private long incomparable;
    private long mismatches;
    private String mismatch = "";

    OutputState(String name) {
        this.name = name;
    }

    void add(TensorDifference difference, boolean floating) {
        pairs++;
        if (!difference.mismatch.isEmpty()) {
            mismatches++;
            mismatch = difference.mismatch;
            return;
        }
        equalPairs += difference.isEqual() ? 1 : 0;
        elements += difference.elements;
        equalElements += difference.equalElements;
        incomparable += difference.incomparable;
        absolute.add(difference.absoluteMax);
        relative.add(difference.relativeMax);
        if (floating) {
            ulps.add((double) difference.ulpsMax);
        }
        if (difference.cosineDistanceMax >= 0) {
            cosineDistance.add(difference.cosineDistanceMax);
        }
    }

    Output report() {
        return new Output(
                name,
                pairs,
                equalPairs,
                elements,
                equalElements,
                incomparable,
                mismatches,
                mismatch,
                absolute.spread(),
                relative.spread(),
                ulps.spread(),
                cosineDistance.spread());
    }
}
