package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A reference that is being learnt from the first requests: first how to count, then counting. One thread. */
final class Learning implements Columns.Taker {
    private static final int LAYOUT_PART = 5; // of the rows one in five
    private static final int LAYOUT_ROWS_MIN = 200;

    private final DriftSettings settings;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Counts> counts = new ArrayList<>();
    private final long layoutRows;
    private final int layoutRequests;
    private long rows;
    private long requests;
    private long sinceMillis = -1;

    Learning(List<Column> columns, DriftSettings settings) {
        this.settings = settings;
        this.layoutRows = Math.max(LAYOUT_ROWS_MIN, settings.referenceRows() / LAYOUT_PART);
        this.layoutRequests = settings.rowsMin() / LAYOUT_PART;
        columns.forEach(column -> learners.add(Learner.of(column)));
    }

    @Override
    public void take(int column, Tensor tensor) {
        if (counts.isEmpty()) {
            learners.get(column).add(tensor);
        } else {
            counts.get(column).add(tensor);
        }
    }

    /** A request with so many rows has been taken. */
    void took(long ofRequest, long nowMillis) {
        rows += ofRequest;
        requests++;
        sinceMillis = sinceMillis < 0 ? nowMillis : sinceMillis;
        if (counts.isEmpty() && rows >= layoutRows && requests >= layoutRequests) {
            learners.forEach(learner -> counts.add(learner.layout().beginReference()));
            learners.clear();
        }
    }

    /** Enough rows in enough time, and of enough requests: where a request has many rows, these take longest. */
    boolean isDone(long nowMillis) {
        return rows >= settings.referenceRows()
                && counts.stream().anyMatch(one -> one.weight.effective() >= settings.rowsMin())
                && nowMillis - sinceMillis >= settings.referenceTime().toMillis();
    }

    List<Summary> reference() {
        return counts.stream().map(Counts::summary).toList();
    }

    long rows() {
        return rows;
    }

    int retainedBytes() {
        return learners.stream().mapToInt(Learner::retainedBytes).sum()
                + counts.stream().mapToInt(Counts::retainedBytes).sum();
    }
}
