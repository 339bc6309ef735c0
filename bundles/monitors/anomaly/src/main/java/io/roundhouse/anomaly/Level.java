package io.roundhouse.anomaly;

/**
 * What a number is usually like now: it follows within a quarter of an hour, and not what is far off. Finds what comes
 * suddenly; of three values in a row two have to be far off, on the same side.
 */
final class Level {
    private static final int MEMORY = 60;
    private static final int WARM = 240; // an hour
    private static final double CLIP = 3;

    private final Spread spread;
    private double usual;
    private double next;
    private int seen;
    private double z;
    private double before;
    private double longBefore;

    Level(double floor) {
        this.spread = new Spread(floor);
    }

    boolean isWarm() {
        return seen >= WARM;
    }

    /** Before the last value was seen. */
    double usual() {
        return usual;
    }

    /** How far off the last value was, in standard deviations; 0 until it is warm. */
    double z() {
        return isWarm() ? z : 0;
    }

    /** The middle one of the last three. */
    double steady() {
        return isWarm() ? Math.max(Math.min(z, before), Math.min(Math.max(z, before), longBefore)) : 0;
    }

    void offer(Value value) {
        longBefore = before;
        before = z;
        usual = next;
        if (!value.isThere()) {
            z = 0;
            return;
        }
        if (seen == 0) {
            usual = value.t();
        }
        double residual = value.t() - usual;
        double sigma = Math.max(spread.sigma(), value.noise());
        z = residual / sigma;
        spread.offer(residual);
        double clipped = Math.max(-CLIP * sigma, Math.min(CLIP * sigma, residual));
        seen = Math.min(seen + 1, WARM);
        next = usual + clipped / Math.min(seen, MEMORY);
    }
}
