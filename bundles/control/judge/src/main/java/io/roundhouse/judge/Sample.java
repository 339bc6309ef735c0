package io.roundhouse.judge;

/** How many values an arm gave, and their mean. */
final class Sample {
    private long count;
    private double mean;

    void add(double value) {
        count++;
        mean += (value - mean) / count;
    }

    void clear() {
        count = 0;
        mean = 0;
    }

    long count() {
        return count;
    }

    /** NaN when there is none. */
    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    void save(Saved.Writer out) {
        out.add(count).add(mean);
    }

    void restore(Saved.Reader in) {
        count = in.count();
        mean = in.number();
    }
}
