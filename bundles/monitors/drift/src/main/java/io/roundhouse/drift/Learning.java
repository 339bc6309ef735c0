package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A reference that is being learnt from the first requests: first how to count, then counting. One thread. */
final class Learning implements Columns.Taker {
    private static final int LAYOUT_PART = 5; // of the rows one in five
    private static final int LAYOUT_ROWS_MIN = 200;

    private static final long KEEP_MILLIS = 5_000; // what is lost when the process is killed
    private static final long KEEP_IDLE_MILLIS = 60_000;

    private final List<Column> columns;
    private final DriftSettings settings;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Layout> layouts = new ArrayList<>();
    private final List<Counts> counts = new ArrayList<>();
    private final long layoutRows;
    private final int layoutRequests;
    private long rows;
    private long requests;
    private long sinceMillis = -1;
    private long keptMillis;
    private long keptRows;

    Learning(List<Column> columns, DriftSettings settings) {
        this.columns = List.copyOf(columns);
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
            learners.forEach(learner -> count(learner.layout()));
            learners.clear();
        }
    }

    /** Enough rows in enough time, and of enough requests: where a request has many rows, these take longest. */
    boolean isDone(long nowMillis) {
        return rows >= settings.referenceRows()
                && counts.stream().anyMatch(one -> one.weight.effective() >= settings.rowsMin())
                && nowMillis - sinceMillis >= settings.referenceTime().toMillis();
    }

    /**
     * Goes on where one of the same columns was.
     *
     * @param notes told when that cannot be read
     */
    static Learning resumed(
            List<Column> columns, DriftSettings settings, Store store, long nowMillis, Consumer<String> notes) {
        Learning resumed = new Learning(columns, settings);
        try {
            store.learning(resumed.key(), in -> resumed.read(in, nowMillis));
            return resumed;
        } catch (IOException | RuntimeException e) { // sketches refuse with exceptions of their own
            notes.accept(
                    "What had been learnt so far could not be read, so it is learnt anew: " + e.getMessage() + ".");
            return new Learning(columns, settings);
        }
    }

    /** What was learnt of other columns is of no use. */
    private long key() {
        return Store.crc(columns.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Some seconds after rows came, and now and then while none do: time counts too. */
    boolean isToBeKept(long nowMillis) {
        return rows > 0 && nowMillis - keptMillis >= (rows > keptRows ? KEEP_MILLIS : KEEP_IDLE_MILLIS);
    }

    void keep(Store store, long nowMillis) throws IOException {
        keptMillis = nowMillis;
        keptRows = rows;
        store.keepLearning(key(), out -> write(out, nowMillis));
    }

    private void write(DataOutput out, long nowMillis) throws IOException {
        out.writeLong(rows);
        out.writeLong(requests);
        out.writeLong(sinceMillis < 0 ? -1 : nowMillis - sinceMillis); // while it stands still, it learns no hours
        out.writeBoolean(!counts.isEmpty());
        for (int i = 0; i < layouts.size(); i++) {
            layouts.get(i).write(out);
            counts.get(i).write(out);
        }
        for (Learner learner : learners) {
            learner.write(out);
        }
    }

    private void read(DataInput in, long nowMillis) throws IOException {
        rows = in.readLong();
        requests = in.readLong();
        long took = in.readLong();
        sinceMillis = took < 0 ? -1 : nowMillis - took;
        keptRows = rows;
        if (in.readBoolean()) {
            for (Column column : columns) {
                count(Layout.read(column, in));
                counts.get(counts.size() - 1).read(in);
            }
            learners.clear();
        }
        for (Learner learner : learners) {
            learner.read(in);
        }
    }

    private void count(Layout layout) {
        layouts.add(layout);
        counts.add(layout.beginReference());
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
