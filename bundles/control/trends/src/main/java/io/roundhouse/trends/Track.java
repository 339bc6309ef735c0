package io.roundhouse.trends;

/** One number as the page shows it, and which series it is part of. */
final class Track {
    private final Live live;
    private double last = Double.NaN;
    private long seenMillis;

    Track(Live live) {
        this.live = live;
    }

    /**
     * How much it has grown since the last look. One that is smaller than it was began anew.
     *
     * @param before what it was if it was not there at the last look: 0, or NaN where nobody knows
     */
    double growth(double value, double before) {
        double from = Double.isNaN(last) ? before : last;
        last = value;
        if (Double.isNaN(from)) {
            return Double.NaN;
        }
        return value < from ? value : value - from;
    }

    Live live() {
        return live;
    }

    void seen(long nowMillis) {
        seenMillis = nowMillis;
    }

    long seenMillis() {
        return seenMillis;
    }
}
