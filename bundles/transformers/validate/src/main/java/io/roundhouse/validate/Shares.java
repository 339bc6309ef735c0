package io.roundhouse.validate;

import org.jspecify.annotations.Nullable;

/** How many values of a column are missing: in this request, and in the last rows of all requests. */
final class Shares {
    static final Shares UNCOUNTED = new Shares(null, null);

    /** Of one request. */
    record OfRequest(Constraint constraint, double shareMax, int rowsMin) {}

    private final @Nullable OfRequest ofRequest;
    private final @Nullable Lately lately;

    Shares(@Nullable OfRequest ofRequest, @Nullable Lately lately) {
        this.ofRequest = ofRequest;
        this.lately = lately;
    }

    void count(int rows, int missing, Run run) {
        if (ofRequest != null && rows >= ofRequest.rowsMin && missing > rows * ofRequest.shareMax) {
            run.foundInAll(ofRequest.constraint, missing + " of " + rows + " rows are missing");
        }
        if (lately != null) {
            lately.count(rows, missing, run);
        }
    }
}
