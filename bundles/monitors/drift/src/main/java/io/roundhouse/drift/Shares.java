package io.roundhouse.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Two distributions over the same cells, as counts, and how far they are apart. So that an empty cell is no infinite distance,
 * half a row is added to each cell of both. Cells that hold too little of the reference are put together with the next.
 */
final class Shares {
    private static final double PSEUDO = 0.5;

    private final double[] reference;
    private final double[] now;

    private Shares(double[] reference, double[] now) {
        this.reference = reference;
        this.now = now;
    }

    /** @param shareMin of the reference that a cell has at least; neighbours are put together until they do */
    static Shares grouped(long[] reference, long[] now, double shareMin) {
        double all = 0;
        for (long count : reference) {
            all += count;
        }
        List<double[]> cells = new ArrayList<>();
        double[] cell = new double[2];
        for (int i = 0; i < reference.length; i++) {
            cell[0] += reference[i];
            cell[1] += now[i];
            if (cell[0] >= shareMin * all && i < reference.length - 1) {
                cells.add(cell);
                cell = new double[2];
            }
        }
        if (cell[0] >= shareMin * all / 2 || cells.isEmpty()) {
            cells.add(cell);
        } else {
            double[] last = cells.get(cells.size() - 1);
            last[0] += cell[0];
            last[1] += cell[1];
        }
        return new Shares(
                cells.stream().mapToDouble(one -> one[0]).toArray(),
                cells.stream().mapToDouble(one -> one[1]).toArray());
    }

    /** Words have no neighbours: those with less than that of the reference are put together with all others. */
    static Shares ofWords(long[] reference, long[] now, double shareMin) {
        double all = 0;
        for (long count : reference) {
            all += count;
        }
        List<double[]> cells = new ArrayList<>();
        double[] others = new double[2];
        for (int i = 0; i < reference.length; i++) {
            if (i < reference.length - 1 && reference[i] >= shareMin * all) {
                cells.add(new double[] {reference[i], now[i]});
            } else {
                others[0] += reference[i];
                others[1] += now[i];
            }
        }
        if (others[0] + others[1] > 0 || cells.isEmpty()) {
            cells.add(others);
        }
        return new Shares(
                cells.stream().mapToDouble(one -> one[0]).toArray(),
                cells.stream().mapToDouble(one -> one[1]).toArray());
    }

    /** Missing and present. */
    static Shares ofMissing(Weight reference, Weight now) {
        return new Shares(
                new double[] {reference.missing(), reference.present()}, new double[] {now.missing(), now.present()});
    }

    private double share(double[] counts, int cell) {
        double all = 0;
        for (double count : counts) {
            all += count;
        }
        return (counts[cell] + PSEUDO) / (all + PSEUDO * counts.length);
    }

    /**
     * The population stability index, less what chance alone gives: without any drift it is (B - 1)(1/n + 1/m) on average
     * (Yurdakul 2018), of so many independent rows.
     */
    double psi(double independentReference, double independentNow) {
        double psi = 0;
        for (int i = 0; i < reference.length; i++) {
            double r = share(reference, i);
            double n = share(now, i);
            psi += (n - r) * Math.log(n / r);
        }
        double chance = (reference.length - 1) * (1 / independentReference + 1 / independentNow);
        return Math.max(0, psi - chance);
    }

    /** The divergence of Jensen and Shannon in bits, 0 to 1 (Lin 1991). */
    double jensenShannon() {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double r = share(reference, i);
            double n = share(now, i);
            double middle = (r + n) / 2;
            sum += r * Math.log(r / middle) + n * Math.log(n / middle);
        }
        return Math.max(0, sum / 2 / Math.log(2));
    }

    /**
     * Pearson's statistic of two samples, as if each row were worth that much.
     *
     * @return a mean of about the number of cells less one without drift
     */
    double chiSquared(double worthReference, double worthNow) {
        double all = 0;
        double allNow = 0;
        for (int i = 0; i < reference.length; i++) {
            all += reference[i] * worthReference;
            allNow += now[i] * worthNow;
        }
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double r = reference[i] * worthReference;
            double n = now[i] * worthNow;
            if (r + n > 0) {
                double expected = (r + n) * allNow / (all + allNow);
                double expectedReference = r + n - expected;
                sum += square(n - expected) / expected + square(r - expectedReference) / expectedReference;
            }
        }
        return Double.isFinite(sum) ? sum : 0;
    }

    private static double square(double x) {
        return x * x;
    }
}
