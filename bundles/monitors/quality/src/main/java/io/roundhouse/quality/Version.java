package io.roundhouse.quality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of one version of the model, whichever arms serve it: what its rows were like, and what they were worth. One thread. */
final class Version {
    final String name;
    Calibration calibration = Calibration.none();

    @Nullable
    Residuals residuals;

    @Nullable
    Baseline baseline;

    /** The rows from which the baseline is learnt. */
    @Nullable
    Pane learning;

    private double[] numbers = new double[0];
    private int used;

    Version(String name) {
        this.name = name;
    }

    /** Edges of the bins of numbers; empty while they are learnt. */
    double[] cuts() {
        return residuals != null ? residuals.cuts : baseline != null ? baseline.cuts() : new double[0];
    }

    /** Keeps a number for the edges. */
    void keep(double number, int max) {
        if (numbers.length == 0) {
            numbers = new double[max];
        }
        if (used < max) {
            numbers[used] = number;
            used++;
        }
    }

    double[] kept() {
        return Arrays.copyOf(numbers, used);
    }

    void learnt(Baseline learnt) {
        baseline = learnt;
        learning = null;
        numbers = new double[0];
        used = 0;
    }
}
