package io.roundhouse.quality;

import static io.roundhouse.quality.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What is estimated of rows against what is realised when their labels are drawn as the probabilities say. */
class EstimateTest {
    private static final int ROWS = 2_000;

    private static double value(List<Estimate> estimates, String metric) {
        return find(estimates, metric).value();
    }

    private static Estimate find(List<Estimate> estimates, String metric) {
        return estimates.stream()
                .filter(estimate -> estimate.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static List<Estimate> estimated(ClassCounting counting, Tensor output, Version version) {
        Pane pane = counting.fresh();
        assertThat(counting.count(output, version, pane)).isTrue();
        return counting.estimates(pane, version);
    }

    private static double[] scores(Random random, double centre) {
        return random.doubles(ROWS)
                .map(at -> 1 / (1 + Math.exp(-centre - 2 * Math.log(at / (1 - at)))))
                .toArray();
    }

    /** Rows as labelled ones, each label drawn as its probability says. */
    private static Reference drawn(Random random, double[] scores) {
        double[] predictions = new double[2 * scores.length];
        double[] labels = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            predictions[2 * i] = 1 - scores[i];
            predictions[2 * i + 1] = scores[i];
            labels[i] = random.nextDouble() < scores[i] ? 1 : 0;
        }
        return new Reference(2, predictions, labels);
    }

    @Property(tries = 100)
    void whatComesLiesWithinTwiceTheBand(@ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double centre) {
        Random random = new Random(seed);
        double[] scores = scores(random, centre);
        ClassCounting counting = new ClassCounting(settings(), 1);
        Version version = new Version("1");

        List<Estimate> estimates = estimated(counting, Given.column(scores), version);
        List<Estimate> realised = counting.estimates(counting.realised(drawn(random, scores)), version);

        for (String metric : List.of("accuracy", "auc")) {
            Estimate estimate = find(estimates, metric);
            assertThat(estimate.error()).isBetween(0.0, 0.05);
            assertThat(value(realised, metric))
                    .as(metric)
                    .isCloseTo(estimate.value(), within(2 * estimate.error() + 1e-6));
        }
        for (String metric : List.of("precision", "recall", "f1", "brier", "log_loss")) {
            assertThat(value(realised, metric)).as(metric).isCloseTo(value(estimates, metric), within(0.1));
        }
    }

    /** Of 400 drawings about 19 in 20 must lie inside of the band, neither all nor few. */
    @Example
    void theBandHoldsNineteenOfTwenty() {
        Random random = new Random(7);
        int inside = 0;
        for (int i = 0; i < 400; i++) {
            double[] scores = scores(random, 0.5);
            ClassCounting counting = new ClassCounting(settings(), 1);
            Estimate estimate = find(estimated(counting, Given.column(scores), new Version("1")), "accuracy");
            double came =
                    value(counting.estimates(counting.realised(drawn(random, scores)), new Version("1")), "accuracy");
            inside += Math.abs(came - estimate.value()) <= estimate.error() ? 1 : 0;
        }

        assertThat(inside).isBetween(366, 394); // 380 ± 3 deviations of 4.4
    }

    @Example
    void realisedValuesAreThePlainOnes() {
        double[] predictions = {0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7};
        ClassCounting counting = new ClassCounting(settings(), 2);

        List<Estimate> realised = counting.estimates(
                counting.realised(new Reference(2, predictions, new double[] {0, 1, 1, 0})), new Version("1"));

        // rows: right, right, wrong (1 came, 0 predicted), wrong (0 came, 1 predicted)
        assertThat(value(realised, "accuracy")).isEqualTo(0.5);
        assertThat(value(realised, "precision")).isEqualTo(0.5);
        assertThat(value(realised, "recall")).isEqualTo(0.5);
        assertThat(value(realised, "f1")).isEqualTo(0.5);
        assertThat(value(realised, "auc")).isEqualTo(0.75);
        assertThat(value(realised, "brier")).isCloseTo((0.01 + 0.04 + 0.36 + 0.49) / 4, within(1e-12));
    }

    @Example
    void severalClassesAreAveraged() {
        ClassCounting counting = new ClassCounting(settings(), 3);
        Tensor output = Tensor.ofFloats(Shape.of(3, 3), 0.5f, 0.25f, 0.25f, 0, 1, 0, 0.25f, 0, 0.75f);

        List<Estimate> estimates = estimated(counting, output, new Version("1"));

        assertThat(value(estimates, "accuracy")).isCloseTo((0.5 + 1 + 0.75) / 3, within(1e-6));
        assertThat(value(estimates, "precision")).isCloseTo((0.5 + 1 + 0.75) / 3, within(1e-6));
        assertThat(value(estimates, "recall")).isCloseTo((0.5 / 0.75 + 1 / 1.25 + 0.75 / 1.0) / 3, within(1e-6));
        assertThat(estimates).noneMatch(estimate -> estimate.metric().equals("auc"));
    }

    @Example
    void numbersThatAreNoDistributionPredictAndSayNoMore() {
        ClassCounting counting = new ClassCounting(settings(), 2);
        Pane pane = counting.fresh();

        counting.count(Tensor.ofFloats(Shape.of(2, 2), 3, -1, Float.NaN, 2), new Version("1"), pane);

        assertThat(pane.rows).isEqualTo(2);
        assertThat(pane.scored).isZero();
        assertThat(counting.estimates(pane, new Version("1"))).isEmpty();
    }
}
