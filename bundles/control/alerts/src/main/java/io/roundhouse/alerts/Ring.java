package io.roundhouse.alerts;

/**
 * What a number was over a window, in bounded memory: the newest point is exact, older ones are a spacing apart. Between two
 * points a straight line is taken, so a count that grows evenly is known exactly at any moment.
 *
 * <p>A window is {@value #POINTS} spacings long, of 15 s at least: an hour has a point every 15 s, three days one every
 * 18 minutes. Some more fit in, as looks are never made on the dot; 16 bytes each, 4.4 KB in all.
 */
final class Ring {
    static final long STEP_MILLIS = 15_000;
    private static final int POINTS = 240;

    private final long spacing;
    private final long[] at;
    private final double[] values;
    private int first;
    private int size;

    Ring(long windowMillis) {
        this(windowMillis, Math.max(STEP_MILLIS, windowMillis / POINTS));
    }

    private Ring(long windowMillis, long spacing) {
        this.spacing = spacing - spacing / 10;
        int points = (int) (windowMillis / this.spacing) + 3;
        at = new long[points];
        values = new double[points];
    }

    /** Of what goes up and down every point counts: one each look, however long the window. */
    static Ring ofEveryLook(long windowMillis) {
        return new Ring(windowMillis, STEP_MILLIS);
    }

    /** Times do not go back; a point of the same time is replaced. */
    void add(long time, double value) {
        if (isTooNear() || (size > 0 && time <= at[index(size - 1)])) {
            size--; // the newest makes room
        } else if (size == at.length) {
            first = (first + 1) % at.length;
            size--;
        }
        at[index(size)] = time;
        values[index(size)] = value;
        size++;
    }

    /** Whether the newest point has no spacing to the one before yet. */
    private boolean isTooNear() {
        return size >= 2 && at[index(size - 1)] - at[index(size - 2)] < spacing;
    }

    int size() {
        return size;
    }

    long time(int point) {
        return at[index(point)];
    }

    double value(int point) {
        return values[index(point)];
    }

    /** The oldest moment that is known. */
    long since() {
        return at[first];
    }

    double newest() {
        return values[index(size - 1)];
    }

    /** What it was then; before the first point, what that was. */
    double at(long time) {
        int low = 0;
        int high = size - 1;
        if (time <= at[index(0)]) {
            return values[index(0)];
        }
        if (time >= at[index(high)]) {
            return values[index(high)];
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (at[index(middle)] <= time) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long from = at[index(low)];
        double part = (double) (time - from) / (at[index(high)] - from);
        return values[index(low)] + part * (values[index(high)] - values[index(low)]);
    }

    private int index(int point) {
        return (first + point) % at.length;
    }
}
