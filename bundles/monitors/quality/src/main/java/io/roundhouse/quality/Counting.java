package io.roundhouse.quality;

import io.roundhouse.api.tensor.Tensor;
import java.util.List;

/** Counts the rows of one kind of output into panes. One thread. */
interface Counting {
    Pane fresh();

    /**
     * Counts a row of each into the pane of now, and into the one that the version learns from while it does.
     *
     * @return whether the tensor was of the kind that is expected; nothing was counted otherwise
     */
    boolean count(Tensor output, Version version, Pane now);

    /** Counts labelled rows as if they were sure of what came. */
    Pane realised(Reference reference);

    /** What follows from counts. */
    List<Estimate> estimates(Pane pane, Version version);

    /** What a person calls one of {@link Pane#counts}; empty for one that nothing falls into. */
    String word(int index, Version version);

    /** What the rows that a version learns from were like. */
    default Baseline learnt(Version version, Pane rows) {
        return Baseline.of(false, rows, new double[0], estimates(rows, version));
    }
}
