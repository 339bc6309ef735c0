package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.FakeModelArtifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rows drawn with known numbers these are learnt again; and from what cannot teach, nothing. */
class CalibrationFittingTest {
    private static final int MANY = 20_000;

    private final Random random = new Random(7);

    private static Settings settings(String way, String... more) {
        Settings settings = Settings.of(Map.of("column", "p", "with", way, "label", "y"));
        for (int i = 0; i < more.length; i += 2) {
            settings = Settings.of(Map.of(more[i], more[i + 1])).orElse(settings);
        }
        return settings;
    }

    private static Fitting fitting(Settings settings) {
        return new CalibrateComponent()
                .fitting(FakeModelArtifact.named("m", "1"), settings)
                .orElseThrow();
    }

    private static Tensors rows(int width, float[] numbers, List<String> labels) {
        return Given.rows("p", width, numbers).with("y", Tensor.ofTexts(Shape.of(labels.size()), labels));
    }

    private static Settings fit(Settings settings, Tensors rows) {
        Fitting fitting = fitting(settings);
        fitting.see(rows);
        return fitting.fitted();
    }

    private static double number(Settings section, String key) {
        return section.number(key, Double.NaN, -1e9, 1e9);
    }

    /** Scores of one number, whose class is 1 with the probability that the function says. */
    private Tensors drawn(float low, float high, DoubleUnaryOperator probability) {
        float[] scores = new float[MANY];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            scores[i] = low + (high - low) * random.nextFloat();
            labels.add(random.nextDouble() < probability.applyAsDouble(scores[i]) ? "1" : "0");
        }
        return rows(1, scores, labels);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void plattFindsTheLineThatTheLabelsWereDrawnWith() {
        Settings platt = fit(settings("platt"), drawn(-2, 3, x -> logistic(1.7 * x - 0.6)))
                .section("platt");

        assertThat(number(platt, "slope")).isCloseTo(1.7, within(0.1));
        assertThat(number(platt, "intercept")).isCloseTo(-0.6, within(0.1));
    }

    @Test
    void plattDoesNotMindTheScale() {
        Settings platt = fit(settings("platt"), drawn(5_000, 5_004, x -> logistic(2 * (x - 5_002))))
                .section("platt");

        assertThat(number(platt, "slope")).isCloseTo(2, within(0.1));
        assertThat(number(platt, "intercept") / number(platt, "slope")).isCloseTo(-5_002, within(0.1));
    }

    @Test
    void plattOfLogOddsLeavesProbabilitiesAloneThatAreRight() {
        Settings platt = fit(settings("platt", "of", "log-odds"), drawn(0.02f, 0.98f, p -> p))
                .section("platt");

        assertThat(number(platt, "slope")).isCloseTo(1, within(0.05));
        assertThat(number(platt, "intercept")).isCloseTo(0, within(0.05));
    }

    @Test
    void plattOfLogOddsIsMadeWithWhatItLearnt() {
        Settings settings =
                settings("platt", "of", "log-odds").with("platt", Settings.of(Map.of("slope", "2", "intercept", "0")));

        float[] made = Given.apply(Given.step(new CalibrateComponent(), settings), 1, 0.75f, 0, 1, Float.NaN);

        assertThat(made[0]).isCloseTo(0.9f, within(1e-6f)); // odds of 3, squared
        assertThat(made[1]).isBetween(0f, 1e-12f);
        assertThat(made[2]).isEqualTo(1);
        assertThat(made[3]).isNaN();
    }

    @Test
    void temperatureFindsHowMuchTooSureTheLogitsAre() {
        float[] logits = new float[3 * MANY];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            double[] weights = new double[3];
            for (int j = 0; j < 3; j++) {
                logits[3 * i + j] = (float) (5 * random.nextGaussian());
                weights[j] = Math.exp(logits[3 * i + j] / 2.5);
            }
            double draw = random.nextDouble() * Arrays.stream(weights).sum();
            labels.add(draw < weights[0] ? "0" : draw < weights[0] + weights[1] ? "1" : "2");
        }

        Settings fitted = fit(settings("temperature"), rows(3, logits, labels));

        assertThat(number(fitted, "temperature")).isCloseTo(2.5, within(0.1));
    }

    @Test
    void aModelThatIsAlwaysRightIsNotMadeEndlesslySure() {
        List<String> labels = new ArrayList<>(Collections.nCopies(50, "0"));
        labels.addAll(Collections.nCopies(50, "1"));
        float[] scores = new float[100];
        float[] logits = new float[200];
        for (int i = 0; i < 100; i++) {
            scores[i] = i < 50 ? -1 : 1;
            logits[2 * i + i / 50] = 1;
        }

        float[] platt = Given.apply(step(fit(settings("platt"), rows(1, scores, labels))), 1, -1, 1);
        float[] heated = Given.apply(step(fit(settings("temperature"), rows(2, logits, labels))), 2, 1, 0);
        float[] isotonic = Given.apply(step(fit(settings("isotonic"), rows(1, scores, labels))), 1, -1, 1);

        for (float[] made : List.of(platt, isotonic)) {
            assertThat(made[0]).isBetween(0.005f, 0.03f);
            assertThat(made[1]).isBetween(0.97f, 0.995f);
        }
        assertThat(heated[0]).isBetween(0.97f, 0.995f);
    }

    private static Transformer step(Settings fitted) {
        return Given.step(new CalibrateComponent(), fitted);
    }

    @Test
    void isotonicFollowsAnyRisingCurve() {
        DoubleUnaryOperator curve = x -> x < 0.5 ? 0.2 : 0.2 + 1.2 * (x - 0.5);

        Transformer step = step(fit(settings("isotonic"), drawn(0, 1, curve)));

        for (float x : new float[] {0.1f, 0.3f, 0.6f, 0.8f, 0.95f}) {
            assertThat(Given.apply(step, 1, x)[0]).isCloseTo((float) curve.applyAsDouble(x), within(0.06f));
        }
    }

    /** Among all that rise, none has a smaller squared error: by the definition, over every pair of cuts. */
    @Property(tries = 200)
    void isotonicIsTheMinimumOfMaximaOfMeans(@ForAll @LongRange(min = 0, max = 1_000) long seed) {
        Random draws = new Random(seed);
        Sample sample = new Sample();
        int[] hits = new int[12];
        int[] counts = new int[12];
        for (int i = 0; i < 60; i++) {
            int score = draws.nextInt(12);
            boolean hit = draws.nextInt(12) < score || i == 0;
            sample.see(new float[] {score - 6}, hit ? 1 : 0);
            counts[score]++;
            hits[score] += hit ? 1 : 0;
        }
        Isotonic isotonic = Isotonic.of(IsotonicFit.of(sample).settings("test"));

        for (int score = 0; score < 12; score++) {
            double expected = minimumOfMaxima(hits, counts, score);
            float[] row = {score - 6};
            isotonic.apply(row, new double[1]);
            if (counts[score] > 0 && expected > 0 && expected < 1) {
                assertThat((double) row[0]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    private static double minimumOfMaxima(int[] hits, int[] counts, int at) {
        double minimum = 1;
        for (int to = at; to < hits.length; to++) {
            double maximum = 0;
            for (int from = 0; from <= at; from++) {
                int hit = Arrays.stream(hits, from, to + 1).sum();
                int count = Arrays.stream(counts, from, to + 1).sum();
                maximum = Math.max(maximum, count == 0 ? 0 : hit / (double) count);
            }
            minimum = Math.min(minimum, maximum);
        }
        return minimum;
    }

    @Test
    void isotonicHasAsManyPointsAsAStepMayHave() {
        Sample sample = new Sample();
        int score = 0;
        for (int i = 1; i <= 100; i++) { // rising shares, each of as many rows
            for (int j = 0; j < 100; j++) {
                sample.see(new float[] {score + (j % 2) * 0.5f}, j < i ? 1 : 0);
            }
            score++;
        }

        Settings all = IsotonicFit.of(sample).settings("test");
        Settings few = IsotonicFit.of(sample, 50).settings("test");

        assertThat(all.texts("scores")).hasSizeGreaterThan(100);
        assertThat(few.texts("scores")).hasSizeLessThanOrEqualTo(50);
        Isotonic.of(few); // rises
    }

    @Test
    void labelsHaveNamesOrAreNumbers() {
        float[] scores = new float[60];
        List<String> names = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            scores[i] = i;
            names.add(i % 7 == 0 ? "" : i > 30 || i == 3 ? "bad" : "good");
            numbers.add(i % 7 == 0 ? "" : i > 30 || i == 3 ? "1.0" : "0");
        }

        Settings named = fit(Given.labels("good", "bad").orElse(settings("platt")), rows(1, scores, names));
        Settings numbered = fit(settings("platt"), rows(1, scores, numbers));

        assertThat(named.section("platt")).isEqualTo(numbered.section("platt"));
        assertThat(number(named.section("platt"), "slope")).isPositive();
    }

    @Test
    void labelsMayStandInAFileBesideTheModel(@TempDir Path folder) {
        Settings settings = settings("platt", "labels_file", "labels.txt");

        Fitting fitting = new CalibrateComponent()
                .fitting(
                        FakeModelArtifact.in(folder)
                                .file("labels.txt", "no\nyes\n")
                                .artifact(),
                        settings)
                .orElseThrow();

        assertThatThrownBy(() -> fitting.see(rows(1, new float[] {1, 2}, List.of("yes", "yess"))))
                .hasMessage(
                        "row 2: 'y' holds 'yess', which is none of the 2 labels; did you mean 'yes'? Known are [no, yes]");
    }

    @Test
    void whatCannotTeachIsSaid() {
        float[] two = {1, 2};
        Settings named = Given.labels("good", "bad").orElse(settings("platt"));

        assertRefused(
                settings("platt"),
                rows(1, two, List.of("0", "good")),
                "row 2: 'y' holds 'good', which is none of"
                        + " the classes 0 to 1; where they have names, 'labels' gives them");
        assertRefused(
                settings("platt"),
                rows(2, two, List.of("2")),
                "row 1: 'y' holds '2', which is none of the"
                        + " classes 0 to 1; where they have names, 'labels' gives them");
        assertRefused(
                named,
                rows(1, two, List.of("good", "badd")),
                "row 2: 'y' holds 'badd', which is none of the 2"
                        + " labels; did you mean 'bad'? Known are [bad, good]");
        assertRefused(
                settings("platt"),
                rows(1, two, List.of("0", "1")),
                "2 rows have a label in 'y' and finite" + " numbers in 'p', but at least 50 are needed");
        assertRefused(
                named,
                rows(1, new float[60], Collections.nCopies(60, "bad")),
                "every label in 'y' is 'bad', but" + " labels of at least two classes are needed");
        assertRefused(
                settings("platt", "of", "log-odds"),
                rows(1, two, List.of("0", "1")),
                "row 2: 'p' holds 2.0," + " which is no probability and has no log odds; leave out 'of'");
        assertRefused(
                settings("temperature"),
                rows(1, two, List.of("0", "1")),
                "calibrate: 'temperature' is for two"
                        + " classes and more, but 'p' has one number a row; 'platt' and 'isotonic' are for that");
        assertRefused(
                Given.labels("a", "b", "c").orElse(settings("platt")),
                rows(2, two, List.of("a")),
                "calibrate: 'p' has 2 numbers a row, which takes 2 labels, but 3 are given");
        List<String> both = new ArrayList<>(Collections.nCopies(59, "0"));
        both.add("1");
        assertRefused(
                settings("platt"),
                rows(1, new float[60], both),
                "the model gave 0.0 for every row, which tells" + " nothing");
    }

    private static void assertRefused(Settings settings, Tensors rows, String message) {
        assertThatThrownBy(() -> fit(settings, rows)).hasMessage(message);
    }

    @Test
    void rowsThatAreNoNumbersTeachNothing() {
        float[] scores = new float[60];
        Arrays.fill(scores, Float.NaN);

        assertThatThrownBy(() -> fit(settings("platt"), rows(1, scores, Collections.nCopies(60, "1"))))
                .hasMessageContaining("0 rows have a label");
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        Settings numbers = Settings.of(Map.of("slope", "1"));
        assertInvalid(settings("isotonic").with("platt", numbers), "'with' is isotonic, but given is platt");
        assertInvalid(settings("isotonic", "of", "log-odds", "isotonic", "x"), "'of' is for 'platt' only");
        assertInvalid(settings("plat"), "'with' must be one of");
        assertInvalid(settings("platt").without("label"), "'label' is missing");
        assertInvalid(settings("platt").without("with"), "'label' is to learn from, and 'with' does not say what");
        assertThatThrownBy(() -> fitting(settings("platt", "label", "p")))
                .hasMessageContaining("'label' must be another column than 'column'");
    }

    private static void assertInvalid(Settings settings, String message) {
        assertThatThrownBy(() -> step(settings)).hasMessageContaining(message);
    }

    @Property(tries = 50)
    void aSampleIsBoundedAndOfAllRowsAlike(@ForAll @IntRange(min = 1, max = 5_000) int rows) {
        Sample sample = new Sample(600);
        for (int i = 0; i < rows; i++) {
            sample.see(new float[] {i, -i}, i % 2);
        }

        assertThat(sample.seen()).isEqualTo(rows);
        assertThat(sample.rows()).isLessThanOrEqualTo(300).isGreaterThanOrEqualTo(Math.min(rows, 100));
        double mean = 0;
        for (int i = 0; i < sample.rows(); i++) {
            assertThat(sample.ofClass(i)).isEqualTo((int) sample.number(i, 0) % 2);
            assertThat(sample.number(i, 1)).isEqualTo(-sample.number(i, 0));
            mean += sample.number(i, 0) / sample.rows();
        }
        assertThat(mean).isCloseTo((rows - 1) / 2.0, within(0.15 * rows));
    }
}
