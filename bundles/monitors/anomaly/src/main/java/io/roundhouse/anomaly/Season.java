package io.roundhouse.anomaly;

/**
 * What a number is usually like at this time of the day: a mean for each quarter of an hour, of the last week or so, and how
 * far the days of late are off as a whole. Finds what comes slowly, and what does not come: five minutes' means, two in a row.
 * What stays unusual for six hours is usual from then on.
 */
final class Season {
    private static final int SLOTS = 96;
    private static final int BLOCK = 20; // values, five minutes
    private static final int BLOCKS_A_SLOT = 3;
    private static final int DAYS_KEPT = 7;
    private static final int DAYS_WARM = 3;
    private static final double OFFSET_MEMORY = 144; // blocks, twelve hours
    private static final int GIVE_UP = 72; // blocks, six hours
    private static final double CLIP = 3;
    private static final long SLOT_MILLIS = 900_000L;

    private final float[] means = new float[SLOTS];
    private final byte[] visits = new byte[SLOTS];
    private final Spread spread;
    private double offset;
    private double sum;
    private int count;
    private double z;
    private double before;
    private double usual;
    private int unusual;

    Season(double floor) {
        this.spread = new Spread(floor);
    }

    /** How far off the last two blocks were at least, on the same side; 0 until three days were seen. */
    double steady() {
        return z * before <= 0 ? 0 : Math.signum(z) * Math.min(Math.abs(z), Math.abs(before));
    }

    double usual() {
        return usual;
    }

    void offer(Value value, long millis, double bar) {
        if (value.isThere()) {
            sum += value.t();
            count++;
        }
        if (count >= BLOCK) {
            block(sum / count, millis, bar);
            sum = 0;
            count = 0;
        }
    }

    private void block(double mean, long millis, double bar) {
        double place = (double) Math.floorMod(millis, SLOTS * SLOT_MILLIS) / SLOT_MILLIS;
        int slot = (int) place;
        before = z;
        z = 0;
        int seen = visits[slot];
        if (seen == 0) {
            means[slot] = (float) (mean - offset);
            visits[slot]++;
            return;
        }
        usual = expected(place, slot) + offset;
        double residual = mean - usual;
        double sigma = spread.sigma();
        if (seen >= BLOCKS_A_SLOT) {
            spread.offer(residual);
        }
        if (seen >= BLOCKS_A_SLOT * DAYS_WARM) {
            z = residual / sigma;
        }
        learn(slot, residual, sigma, seen);
        unusual = Math.abs(steady()) > bar ? unusual + 1 : 0;
        if (unusual >= GIVE_UP) {
            offset += residual;
            unusual = 0;
        }
    }

    private void learn(int slot, double residual, double sigma, int seen) {
        double limit = seen < BLOCKS_A_SLOT * DAYS_WARM ? Double.POSITIVE_INFINITY : CLIP * sigma;
        double clipped = Math.max(-limit, Math.min(limit, residual));
        means[slot] += (float) (clipped / (seen + 1));
        visits[slot] = (byte) Math.min(seen + 1, BLOCKS_A_SLOT * DAYS_KEPT);
        if (seen >= BLOCKS_A_SLOT) {
            offset += clipped / OFFSET_MEMORY;
        }
    }

    /** Between the middles of two quarters of an hour, where both are known. */
    private double expected(double place, int slot) {
        double fromMiddle = place - slot - 0.5;
        int other = Math.floorMod(slot + (fromMiddle < 0 ? -1 : 1), SLOTS);
        return visits[other] == 0 ? means[slot] : means[slot] + Math.abs(fromMiddle) * (means[other] - means[slot]);
    }
}
