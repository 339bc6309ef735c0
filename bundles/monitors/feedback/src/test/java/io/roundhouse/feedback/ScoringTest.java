package io.roundhouse.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Scores against their definitions. */
class ScoringTest {
    private static final Scoring PLAIN = new Scoring(SettingsOf.texts("output", "p"));

    @Property
    void twoColumnsSayTheSameAsOne(@ForAll long seed, @ForAll boolean truth) {
        float p = new Random(seed).nextFloat();
        String label = truth ? "1" : "0";

        Scoring.Score one = PLAIN.score(new Prediction(1, new float[] {p}, List.of()), 0, label);
        Scoring.Score two = PLAIN.score(new Prediction(2, new float[] {1 - p, p}, List.of()), 0, label);

        double y = truth ? 1 : 0;
        assertThat(one.brier()).isCloseTo((p - y) * (p - y), within(1e-6));
        assertThat(one.logLoss()).isCloseTo(-Math.log(truth ? p : 1 - (double) p), within(1e-6));
        assertThat(two.brier()).isCloseTo(one.brier(), within(1e-6));
        assertThat(two.logLoss()).isCloseTo(one.logLoss(), within(1e-4));
        assertThat(two.positiveScore()).isEqualTo(one.positiveScore());
        assertThat(two.isPositive()).isEqualTo(truth);
        assertThat(one.correct()).isEqualTo((p >= 0.5f) == truth ? 1 : 0);
    }

    @Property
    void manyClassesFollowTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 64) int columns, @ForAll @IntRange(max = 63) int any) {
        Random random = new Random(seed);
        float[] values = new float[columns];
        float sum = 0;
        for (int i = 0; i < columns; i++) {
            values[i] = -(float) Math.log(1 - random.nextFloat());
            sum += values[i];
        }
        int truth = any % columns;
        int top = 0;
        double squares = 0;
        for (int i = 0; i < columns; i++) {
            values[i] /= sum;
            top = values[i] > values[top] ? i : top;
            squares += Math.pow((double) values[i] - (i == truth ? 1 : 0), 2);
        }

        Scoring.Score score = PLAIN.score(new Prediction(columns, values, List.of()), 0, String.valueOf(truth));

        assertThat(score.brier()).isCloseTo(squares / 2, within(1e-9)).isBetween(0.0, 1.0);
        assertThat(score.logLoss()).isCloseTo(-Math.log(Math.max(1e-15, values[truth])), within(1e-9));
        assertThat(score.correct()).isEqualTo(top == truth ? 1 : 0);
    }

    @Example
    void theRowAskedForIsScored() {
        Prediction rows = new Prediction(1, new float[] {0.9f, 0.2f}, List.of());

        assertThat(PLAIN.score(rows, 0, "1").correct()).isEqualTo(1);
        assertThat(PLAIN.score(rows, 1, "1").correct()).isZero();
    }

    @Example
    void aSureMistakeCostsMuchButNotEverything() {
        Prediction sure = new Prediction(1, new float[] {0}, List.of());

        assertThat(PLAIN.score(sure, 0, "1").logLoss()).isCloseTo(34.54, within(0.01));
        assertThat(PLAIN.score(sure, 0, "0").logLoss()).isZero();
    }

    @Example
    void whatIsNoProbabilityIsRightOrWrongAndNoMore() {
        Prediction logits = new Prediction(3, new float[] {-2, 7, 1}, List.of());
        Prediction broken = new Prediction(1, new float[] {Float.NaN}, List.of());

        assertThat(PLAIN.score(logits, 0, "1").correct()).isEqualTo(1);
        assertThat(PLAIN.score(logits, 0, "1").isScored()).isFalse();
        assertThat(PLAIN.score(broken, 0, "0").correct()).isZero();
        assertThat(PLAIN.score(broken, 0, "0").isScored()).isFalse();
    }

    @Example
    void wordsAreClassesAndPredictedLabels() {
        Scoring credit = new Scoring(SettingsOf.texts("output", "p", "classes", "good,bad", "positive", "bad"));
        Prediction p = new Prediction(1, new float[] {0.7f}, List.of());
        Prediction word = new Prediction(0, new float[0], List.of("good"));

        assertThat(credit.score(p, 0, "bad").correct()).isEqualTo(1);
        assertThat(credit.score(p, 0, "good").isPositive()).isFalse();
        assertThat(credit.score(word, 0, "good").correct()).isEqualTo(1);
        assertThat(credit.isClass(p, "ugly")).isFalse();
        assertThat(credit.isClass(word, "ugly")).isFalse();
        assertThat(credit.classes(p)).isEqualTo("[good, bad]");
    }

    @Example
    void numbersAndBooleansAreClassesAsClientsWriteThem() {
        Prediction p = new Prediction(1, new float[] {0.7f}, List.of());

        for (String one : List.of("1", "1.0", "true")) {
            assertThat(PLAIN.isClass(p, one)).as(one).isTrue();
            assertThat(PLAIN.score(p, 0, one).correct()).as(one).isEqualTo(1);
        }
        for (String none : List.of("", "2", "-1", "1.5", "yes", "999")) {
            assertThat(PLAIN.isClass(p, none)).as(none).isFalse();
        }
    }
}
