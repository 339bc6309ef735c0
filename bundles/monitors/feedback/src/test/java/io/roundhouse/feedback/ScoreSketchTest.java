package io.roundhouse.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.server.control.Feedback.ReliabilityBin;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The sketched area under the ROC curve against every pair compared. */
class ScoreSketchTest {
    private static double direct(double[] scores, boolean[] positive) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }

    private static ScoreSketch sketch(double[] scores, boolean[] positive) {
        ScoreSketch sketch = new ScoreSketch();
        for (int i = 0; i < scores.length; i++) {
            sketch.add(scores[i], positive[i]);
        }
        return sketch;
    }

    /** Scores between a hundred millionth and as much below one, however crowded. */
    @Property(tries = 300)
    void theTrueAreaIsWithinTheErrorThatIsTold(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 400) int count,
            @ForAll @DoubleRange(max = 3) double separation,
            @ForAll @DoubleRange(min = -12, max = 12) double centre,
            @ForAll @DoubleRange(min = 0.01, max = 4) double spread) {
        Random random = new Random(seed);
        double[] scores = new double[count];
        boolean[] positive = new boolean[count];
        for (int i = 0; i < count; i++) {
            positive[i] = i == 0 || (i > 1 && random.nextBoolean());
            double logit = centre + spread * (random.nextGaussian() + (positive[i] ? separation : 0));
            scores[i] = 1 / (1 + Math.exp(-logit));
        }

        ScoreSketch.Area area = sketch(scores, positive).area();

        assertThat(area.auc()).isBetween(0.0, 1.0);
        assertThat(Math.abs(area.auc() - direct(scores, positive))).isLessThanOrEqualTo(area.error() + 1e-12);
    }

    @Property(tries = 100)
    void theErrorIsSmallForScoresThatSpread(@ForAll long seed) {
        Random random = new Random(seed);
        double[] scores = random.doubles(2_000).toArray();
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.nextDouble() < scores[i];
        }

        ScoreSketch.Area area = sketch(scores, positive).area();

        assertThat(area.error()).isLessThan(2e-3);
        assertThat(Math.abs(area.auc() - direct(scores, positive))).isLessThan(2e-4);
    }

    @Property(tries = 50)
    void aWrittenSketchIsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        ScoreSketch sketch = new ScoreSketch();
        for (int i = 0; i < 500; i++) {
            sketch.add(random.nextDouble() * 1.2 - 0.1, random.nextBoolean());
        }

        ScoreSketch read = Bytes.read(Bytes.of(sketch::write), ScoreSketch::read);

        assertThat(read.area()).isEqualTo(sketch.area());
    }

    /** Where labels come as often as scores say, the error is what chance leaves over; where scores are too sure, it is told. */
    @Property(tries = 50)
    void theCalibrationErrorIsHowFarScoresAreFromWhatCame(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.3, max = 1) double truth) {
        Random random = new Random(seed);
        double[] scores = random.doubles(20_000).toArray();
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.nextDouble() < truth * scores[i];
        }

        double error = ScoreSketch.calibrationError(sketch(scores, positive).reliability());

        // |s - truth s| on average over scores that are even in 0..1; chance and the bins' width are the rest
        assertThat(error).isBetween((1 - truth) / 2 - 0.015, (1 - truth) / 2 + 0.015);
    }

    @Example
    void reliabilityTellsTheBinsThatHaveRows() {
        ScoreSketch sketch = sketch(new double[] {0.05, 0.31, 0.33, 1}, new boolean[] {false, true, false, true});

        List<ReliabilityBin> bins = sketch.reliability();

        assertThat(bins).extracting(ReliabilityBin::rows).containsExactly(1L, 2L, 1L);
        assertThat(bins).extracting(ReliabilityBin::observed).containsExactly(0.0, 0.5, 1.0);
        assertThat(bins.get(1).probability()).isCloseTo(0.32, within(0.0012));
        assertThat(ScoreSketch.calibrationError(bins)).isCloseTo((0.05 + 2 * 0.18) / 4, within(0.0012));
        assertThat(ScoreSketch.calibrationError(List.of())).isNaN();
    }

    @Property
    void binsAreInTheOrderOfScores(@ForAll double a, @ForAll double b) {
        assertThat(ScoreSketch.bin(Math.min(a, b))).isLessThanOrEqualTo(ScoreSketch.bin(Math.max(a, b)));
    }

    @Example
    void ofOneClassNothingCanBeSaid() {
        ScoreSketch sketch = new ScoreSketch();
        sketch.add(0.5, true);

        assertThat(sketch.area().auc()).isNaN();
    }

    @Example
    void tiesCountHalf() {
        ScoreSketch.Area area =
                sketch(new double[] {0.5, 0.5}, new boolean[] {true, false}).area();

        assertThat(area.auc()).isEqualTo(0.5);
    }
}
