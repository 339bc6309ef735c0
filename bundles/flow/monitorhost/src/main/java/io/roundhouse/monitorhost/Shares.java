package io.roundhouse.monitorhost;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Divides the processor time that all monitors together may take, once a second. Who would take less than an even share
 * of what is left gets all of it, and the rest is divided among the others (max-min fairness, Bertsekas and Gallager,
 * Data Networks, 6.5.2). Who would take more than its part is told of one event in so many, drawn by chance, so that what
 * it sees is distributed as what there was. What is not taken is kept for later, some seconds of it: a file of rows that
 * is sent to teach a monitor is seen whole. One thread.
 */
final class Shares {
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final int ONE_IN_MAX = 10_000;

    private static final long SAVED_NANOS = 5 * LOOK_NANOS;

    private final double share;
    private final IntSupplier processors;
    private final LongSupplier nanoClock;
    private final long savedMax;
    private double saved;
    private long lookedNanos;

    /**
     * @param share of all processors, 0 to 1; 1 holds nothing back
     * @param savedMax nanoseconds of processor time that are kept for later at most, and there at the beginning
     */
    Shares(double share, long savedMax, IntSupplier processors, LongSupplier nanoClock) {
        this.share = share;
        this.savedMax = savedMax;
        this.saved = savedMax;
        this.processors = processors;
        this.nanoClock = nanoClock;
        lookedNanos = nanoClock.getAsLong();
    }

    static Shares of(Surroundings around) {
        return new Shares(
                around.settings().share(), SAVED_NANOS, Runtime.getRuntime()::availableProcessors, around.nanoClock());
    }

    void divide(List<Buffer> buffers) {
        long since = nanoClock.getAsLong() - lookedNanos;
        if (since < LOOK_NANOS) {
            return;
        }
        lookedNanos += since;
        double[] wanted = new double[buffers.size()];
        double given = since * share * processors.getAsInt();
        saved += given;
        for (int i = 0; i < wanted.length; i++) {
            long spent = buffers.get(i).takeSpent();
            saved -= spent;
            wanted[i] = (double) spent * buffers.get(i).oneIn();
        }
        saved = Math.min((double) savedMax, Math.max(0, saved));
        double level = share >= 1 ? Double.MAX_VALUE : level(wanted, Math.max(given, saved));
        for (int i = 0; i < wanted.length; i++) {
            buffers.get(i).oneIn((int) Math.min(ONE_IN_MAX, Math.max(1, Math.ceil(wanted[i] / level))));
        }
    }

    /** What nobody may exceed, so that all together keep to the budget. */
    private static double level(double[] wanted, double budget) {
        double[] ascending = wanted.clone();
        Arrays.sort(ascending);
        double left = budget;
        for (int i = 0; i < ascending.length; i++) {
            double even = left / (ascending.length - i);
            if (ascending[i] > even) {
                return even;
            }
            left -= ascending[i];
        }
        return Double.MAX_VALUE;
    }
}
