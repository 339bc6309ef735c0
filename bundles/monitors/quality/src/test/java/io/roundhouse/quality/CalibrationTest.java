package io.roundhouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.quality.QualitySettings.Choice;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CalibrationTest {
    /** Rows of two classes whose second comes as often as {@code truth} makes of the score. */
    private static Reference rows(long seed, int count, DoubleUnaryOperator truth) {
        Random random = new Random(seed);
        double[] predictions = new double[2 * count];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            double score = random.nextDouble();
            predictions[2 * i] = 1 - score;
            predictions[2 * i + 1] = score;
            labels[i] = random.nextDouble() < truth.applyAsDouble(score) ? 1 : 0;
        }
        return new Reference(2, predictions, labels);
    }

    private static double corrected(Calibration calibration, double score) {
        double[] q = new double[2];
        calibration.apply(new double[] {1 - score, score}, q);
        assertThat(q[0] + q[1]).isCloseTo(1, within(1e-12));
        return q[1];
    }

    @Property(tries = 30)
    void aModelThatIsTooSureIsCorrected(@ForAll long seed) {
        Calibration calibration = Calibration.of(rows(seed, 4_000, score -> 0.3 + 0.4 * score), Choice.AUTO, 1);

        assertThat(corrected(calibration, 0.95)).isCloseTo(0.68, within(0.12));
        assertThat(corrected(calibration, 0.05)).isCloseTo(0.32, within(0.12));
        assertThat(calibration.words()).isEqualTo("calibrated by 4000 labelled rows");
    }

    /** Steps learnt from a few rows are worse than probabilities that are right. */
    @Example
    void aModelThatIsRightIsLeftAlone() {
        Calibration calibration = Calibration.of(rows(1, 1_000, score -> score), Choice.AUTO, 1);

        assertThat(corrected(calibration, 0.3)).isEqualTo(0.3);
        assertThat(calibration.words()).isEqualTo("as the model says, which 1000 labelled rows do not correct");
    }

    @Example
    void theOwnerMayInsist() {
        Reference right = rows(1, 1_000, score -> score);
        Reference wrong = rows(1, 1_000, score -> 0.5);

        assertThat(Calibration.of(right, Choice.ISOTONIC, 1).words()).startsWith("calibrated");
        assertThat(corrected(Calibration.of(wrong, Choice.NONE, 1), 0.9)).isEqualTo(0.9);
        assertThat(Calibration.of(Optional.empty(), Choice.AUTO, 1).words()).isEqualTo("uncalibrated");
    }

    @Example
    void severalClassesAreOneTogether() {
        Random random = new Random(5);
        double[] predictions = new double[3 * 3_000];
        double[] labels = new double[3_000];
        for (int i = 0; i < labels.length; i++) {
            int top = random.nextInt(3);
            for (int k = 0; k < 3; k++) {
                predictions[3 * i + k] = k == top ? 0.9 : 0.05;
            }
            labels[i] = random.nextDouble() < 0.6 ? top : random.nextInt(3); // right in 0.6 + 0.4 / 3
        }
        double[] q = new double[3];

        Calibration calibration = Calibration.of(new Reference(3, predictions, labels), Choice.AUTO, 0);
        calibration.apply(new double[] {0.05, 0.9, 0.05}, q);

        assertThat(q[1]).isCloseTo(0.733, within(0.03));
        assertThat(q[0] + q[1] + q[2]).isCloseTo(1, within(1e-12));
    }

    @Example
    void knowsWhereThereWereLabelledRows() {
        Calibration calibration = Calibration.of(
                new Reference(2, new double[] {0.8, 0.2, 0.4, 0.6}, new double[] {0, 1}), Choice.NONE, 1);

        assertThat(calibration.covers(0.2f)).isTrue();
        assertThat(calibration.covers(0.6f)).isTrue();
        assertThat(calibration.covers(0.1)).isFalse();
        assertThat(calibration.covers(0.7)).isFalse();
        assertThat(Calibration.none().covers(0.7)).isTrue();
    }

    /** The fewer labelled rows, the less the accuracy is known. */
    @Example
    void fewLabelledRowsMakeTheBandWider() {
        ClassCounting counting = new ClassCounting(Given.settings(), 1);
        Version few = new Version("1");
        few.calibration = Calibration.of(rows(3, 200, score -> score), Choice.ISOTONIC, 1);
        Version many = new Version("1");
        many.calibration = Calibration.of(rows(3, 20_000, score -> score), Choice.ISOTONIC, 1);
        Pane pane = counting.fresh();
        counting.count(Given.column(new Random(2).doubles(10_000).toArray()), many, pane);

        double wide = few.calibration.variance(pane, 0.5);
        double narrow = many.calibration.variance(pane, 0.5);

        assertThat(Math.sqrt(wide)).isBetween(0.01, 0.05);
        assertThat(Math.sqrt(narrow)).isBetween(0.001, 0.006);
        assertThat(Calibration.none().variance(pane, 0.5)).isZero();
    }
}
