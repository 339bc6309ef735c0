package io.roundhouse.anomaly;

/**
 * How far from usual is an anomaly. Each time something was, the bar rises by one standard deviation, and comes down again
 * within a week: whatever the noise of a number is like, it calls about once a week at most when nothing is wrong.
 */
final class Bar {
    private static final double RAISE_MAX = 6;
    private static final double TICKS_A_WEEK = 7 * 24 * 240;

    private final double lowest;
    private double raised;

    Bar(double lowest) {
        this.lowest = lowest;
    }

    double height() {
        return lowest + raised;
    }

    /** A quarter of a minute went by. */
    void tick() {
        raised = Math.max(0, raised - 1 / TICKS_A_WEEK);
    }

    void called() {
        raised = Math.min(RAISE_MAX, raised + 1);
    }
}
