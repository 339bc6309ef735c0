package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowStepTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private final Transformer softmax = Given.step(new SoftmaxComponent(), Map.of());
    private final Transformer sigmoid = Given.step(new SigmoidComponent(), Map.of());

    @Test
    void softmaxGivesEachRowItsShares() {
        assertThat(Given.apply(softmax, 2, 0, 0, 1000, 1000 + (float) Math.log(3)))
                .containsExactly(new float[] {0.5f, 0.5f, 0.25f, 0.75f}, within(1e-4f));
    }

    @Test
    void softmaxKnowsWhatIsNoNumber() {
        assertThat(Given.apply(softmax, 3, NAN, 1, 2, INFINITY, 1, INFINITY, -INFINITY, -INFINITY, 0))
                .containsExactly(NAN, NAN, NAN, 0.5f, 0, 0.5f, 0, 0, 1);
        assertThat(Given.apply(softmax, 2, -INFINITY, -INFINITY)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void sigmoidIsTheLogisticFunction() {
        assertThat(Given.apply(sigmoid, 1, 0, 2, -2, -200, 200, INFINITY, -INFINITY, NAN))
                .containsExactly(new float[] {0.5f, 0.880797f, 0.119203f, 0, 1, 1, 0, NAN}, within(1e-6f));
    }

    @Test
    void aHotterModelIsLessSure() {
        Transformer calibrate = calibrate(Settings.of(Map.of("column", "logits", "temperature", "2")));

        assertThat(Given.apply(calibrate, 2, 0, 2)).containsExactly(new float[] {0.268941f, 0.731059f}, within(1e-6f));
    }

    @Test
    void plattIsASlopedLogisticFunction() {
        Transformer calibrate = calibrate(Settings.of(Map.of("column", "score"))
                .with("platt", Settings.of(Map.of("slope", "4", "intercept", "-2"))));

        assertThat(Given.apply(calibrate, 1, 0.5f, 1)).containsExactly(new float[] {0.5f, 0.880797f}, within(1e-6f));
    }

    @Test
    void isotonicRunsThroughItsPoints() {
        Transformer calibrate = isotonic(new String[] {"0", "0.5", "1"}, new String[] {"0.1", "0.2", "0.8"});

        assertThat(Given.apply(calibrate, 1, -1, 0, 0.25f, 0.5f, 0.75f, 1, 7, NAN))
                .containsExactly(new float[] {0.1f, 0.1f, 0.15f, 0.2f, 0.5f, 0.8f, 0.8f, NAN}, within(1e-6f));
    }

    @Test
    void calibratedClassesCanBeMadeToSumToOne() {
        Transformer calibrate = calibrate(Settings.of(Map.of("column", "score", "normalise", "true"))
                .with("isotonic", points(new String[] {"0", "1"}, new String[] {"0", "0.5"})));

        assertThat(Given.apply(calibrate, 2, 1, 0.5f, 0, 0))
                .containsExactly(new float[] {2 / 3f, 1 / 3f, 0, 0}, within(1e-6f));
    }

    @Property
    void softmaxSumsToOneAndKeepsTheOrder(@ForAll @Size(5) @FloatRange(min = -80, max = 80) float[] logits) {
        float[] shares = Given.apply(softmax, logits.length, logits);

        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i];
            assertThat(shares[i] >= shares[0]).isEqualTo(logits[i] >= logits[0] || shares[i] == shares[0]);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Property
    void isotonicNeverFalls(
            @ForAll @FloatRange(min = -2, max = 2) float one, @ForAll @FloatRange(min = -2, max = 2) float other) {
        Transformer calibrate = isotonic(new String[] {"-1", "0.1", "1"}, new String[] {"0", "0.7", "0.9"});

        float[] both = Given.apply(calibrate, 1, Math.min(one, other), Math.max(one, other));

        assertThat(both[0]).isLessThanOrEqualTo(both[1]).isBetween(0f, 1f);
    }

    @Test
    void takesNoRowsOfAnyWidth() {
        Tensors none = Tensors.of("logits", Tensor.ofFloats(Shape.of(0, Integer.MAX_VALUE)));

        assertThat(softmax.apply(none).get("probabilities").shape()).isEqualTo(Shape.of(0, Integer.MAX_VALUE));
    }

    @Test
    void refusesWaysOfCalibratingThatCannotBe() {
        assertRefused(Settings.of(Map.of("column", "c")), "'column' must be calibrated in exactly one of the ways");
        assertRefused(Settings.of(Map.of("temperature", "2")), "'column' is missing");
        assertRefused(Settings.of(Map.of("column", "c", "temperature", "0")), "'temperature' must be");
        assertRefused(Settings.of(Map.of("column", "c", "isotonic", "x")), "'isotonic' must be a section of keys");
        assertRefusedPoints(
                new String[] {"1", "1"}, new String[] {"0", "1"}, "'scores' must rise from each to the next");
        assertRefusedPoints(
                new String[] {"1", "2"}, new String[] {"1", "0"}, "must be 0..1 and never fall, not so at 0.0");
        assertRefusedPoints(new String[] {"1"}, new String[] {"NaN"}, "must be 0..1 and never fall, not so at NaN");
        assertRefusedPoints(new String[] {"1", "2"}, new String[] {"1"}, "and 'probabilities' as many, were 2 and 1");
        assertRefusedPoints(new String[] {"one"}, new String[] {"1"}, "must be a list of numbers, has 'one'");
        assertRefusedPoints(new String[0], new String[0], "were 0 and 0");
    }

    private static void assertRefusedPoints(String[] scores, String[] probabilities, String message) {
        assertRefused(Settings.of(Map.of("column", "c")).with("isotonic", points(scores, probabilities)), message);
    }

    private static void assertRefused(Settings settings, String message) {
        assertThatThrownBy(() -> calibrate(settings))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining(message);
    }

    private static Transformer isotonic(String[] scores, String[] probabilities) {
        return calibrate(Settings.of(Map.of("column", "score")).with("isotonic", points(scores, probabilities)));
    }

    private static Settings points(String[] scores, String[] probabilities) {
        return Settings.builder("settings")
                .putTexts("scores", List.of(scores), "settings")
                .putTexts("probabilities", List.of(probabilities), "settings")
                .build();
    }

    private static Transformer calibrate(Settings settings) {
        return Given.step(new CalibrateComponent(), settings);
    }
}
