package io.roundhouse.quality;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Rows of a quantity, counted in bins that the labelled rows cut, or the first rows. */
final class NumberCounting implements Counting {
    private final int rowsToLearn;

    NumberCounting(QualitySettings settings) {
        rowsToLearn = settings.referenceRows();
    }

    @Override
    public Pane fresh() {
        return Pane.ofCounts(Cuts.COUNTS);
    }

    @Override
    public boolean count(Tensor output, Version version, Pane now) {
        boolean isDouble = output.type() == DataType.FP64;
        if ((!isDouble && output.type() != DataType.FP32) || Output.columns(output.shape()) != 1) {
            return false;
        }
        ByteBuffer data = output.data();
        int size = isDouble ? Double.BYTES : Float.BYTES;
        double[] cuts = version.cuts();
        for (int at = 0; at < data.limit(); at += size) {
            double number = isDouble ? data.getDouble(at) : data.getFloat(at);
            add(now, number, cuts);
            Pane learning = version.learning;
            if (learning != null && Double.isFinite(number)) {
                learning.rows++;
                version.keep(number, rowsToLearn);
            }
        }
        return true;
    }

    private static void add(Pane pane, double number, double[] cuts) {
        pane.rows++;
        if (!Double.isFinite(number)) {
            pane.uncovered++;
            return;
        }
        pane.scored++;
        pane.sum += number;
        pane.squares += number * number;
        if (cuts.length > 0) {
            int bin = Cuts.bin(cuts, number);
            pane.counts[bin]++;
            pane.uncovered += bin == 0 || bin == Cuts.BINS + 1 ? 1 : 0;
        }
    }

    @Override
    public Pane realised(Reference reference) {
        Pane pane = fresh();
        double[] cuts = Cuts.of(reference.predictions());
        for (double number : reference.predictions()) {
            add(pane, number, cuts);
        }
        return pane;
    }

    @Override
    public List<Estimate> estimates(Pane pane, Version version) {
        Residuals residuals = version.residuals;
        return residuals == null ? List.of() : residuals.of(pane.counts);
    }

    @Override
    public Baseline learnt(Version version, Pane rows) {
        double[] kept = version.kept();
        double[] cuts = Cuts.of(kept);
        Pane pane = fresh();
        for (double number : kept) {
            add(pane, number, cuts);
        }
        return Baseline.of(false, pane, cuts, List.of());
    }

    @Override
    public String word(int index, Version version) {
        double[] cuts = version.cuts();
        if (cuts.length == 0 || index == 0) {
            return cuts.length == 0 ? "" : "< " + number(cuts[0]);
        }
        if (index >= cuts.length && index <= Cuts.BINS) {
            return "";
        }
        return index > Cuts.BINS
                ? "> " + number(cuts[cuts.length - 1])
                : number(cuts[index - 1]) + " … " + number(cuts[index]);
    }

    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1e6 || (size > 0 && size < 1e-3) ? "%.3g" : "%.4g", value);
    }
}
