package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionsTest {
    private static Transformer detections(Map<String, String> settings) {
        return Given.step(new DetectionsComponent(), settings);
    }

    private static Tensors given(int classes, float[] boxes, float... scores) {
        return Tensors.of("boxes", Tensor.ofFloats(Shape.of(1, boxes.length / 4, 4), boxes))
                .with("scores", Tensor.ofFloats(Shape.of(1, boxes.length / 4, classes), scores));
    }

    @Test
    void keepsTheSurestOfBoxesThatShowTheSame() {
        float[] boxes = {0, 0, 10, 10, 1, 1, 11, 11, 40, 40, 50, 50, 0, 0, 10, 5};

        Tensors found = detections(Map.of()).apply(given(1, boxes, 0.8f, 0.9f, 0.7f, 0.6f));

        assertThat(TestTensors.floats(found.get("box"))).containsExactly(1, 1, 11, 11, 40, 40, 50, 50, 0, 0, 10, 5);
        assertThat(TestTensors.floats(found.get("score"))).containsExactly(0.9f, 0.7f, 0.6f);
        assertThat(found.get("label").texts()).containsExactly("0", "0", "0");
    }

    @Test
    void classesDoNotHideEachOther() {
        float[] boxes = {0, 0, 10, 10, 0, 0, 10, 10};

        Tensors found = Given.step(new DetectionsComponent(), Given.labels("cat", "dog"))
                .apply(given(2, boxes, 0.8f, 0.1f, 0.6f, 0.9f));

        assertThat(found.get("label").texts()).containsExactly("dog", "cat");
    }

    @Test
    void theFirstClassMayBeNothing() {
        Settings settings = Settings.builder("settings")
                .putTexts("labels", List.of("cat"), "settings")
                .put("background", "true", "settings")
                .build();

        Tensors found = Given.step(new DetectionsComponent(), settings)
                .apply(given(2, new float[] {0, 0, 1, 1, 2, 2, 3, 3}, 0.9f, 0.1f, 0.2f, 0.8f));

        assertThat(found.get("label").texts()).containsExactly("cat");
        assertThat(TestTensors.floats(found.get("box"))).containsExactly(2, 2, 3, 3);
    }

    @Test
    void readsOtherOrdersOfNumbers() {
        Tensors columns = given(1, new float[] {10, 20, 30, 60}, 1);

        assertThat(TestTensors.floats(detections(Map.of("format", "top-left-bottom-right"))
                        .apply(columns)
                        .get("box")))
                .containsExactly(20, 10, 60, 30);
        assertThat(TestTensors.floats(detections(Map.of("format", "centre-width-height"))
                        .apply(columns)
                        .get("box")))
                .containsExactly(-5, -10, 25, 50);
    }

    @Test
    void readsOffsetsFromAnchors(@TempDir Path folder) {
        Transformer step = Given.step(
                new DetectionsComponent(),
                Map.of("anchors", "anchors.txt"),
                folder,
                "anchors.txt",
                "0.5 0.5 0.2 0.4\n0.25 0.75 0.1 0.1\n");

        Tensors found = step.apply(given(1, new float[] {0, 0, 0, 0, 5, -5, (float) Math.log(2) * 5, 0}, 0.9f, 0.8f));

        assertThat(TestTensors.floats(found.get("box")))
                .containsExactly(new float[] {0.4f, 0.3f, 0.6f, 0.7f, 0.2f, 0.65f, 0.4f, 0.75f}, within(1e-6f));
        assertThatThrownBy(() -> step.apply(given(1, new float[4], 1)))
                .hasMessage("detections: 'boxes' has 1 places a row, but there are 2 anchors");
    }

    @Test
    void doesNotFindWhatIsNoNumber(@TempDir Path folder) {
        float nan = Float.NaN;
        float infinity = Float.POSITIVE_INFINITY;
        float[] boxes = {0, 0, 1, 1, 0, nan, 1, 1, 0, 0, infinity, 1, 5, 5, 6, 6};

        assertThat(detections(Map.of())
                        .apply(given(1, boxes, nan, 1, 1, infinity))
                        .rows())
                .isZero();
        assertThat(Given.step(new DetectionsComponent(), Map.of("anchors", "a"), folder, "a", "1 1 1 1")
                        .apply(given(1, new float[] {0, 0, 1e9f, 0}, 1))
                        .rows())
                .isZero();
    }

    @Test
    void tellsOfWhichRowEachIsInPixelsOfItsPicture() {
        Tensors columns = Tensors.of("boxes", Tensor.ofFloats(Shape.of(2, 1, 4), 0, 0, 10, 10, 2, 2, 4, 4))
                .with("scores", Tensor.ofFloats(Shape.of(2, 1, 1), 0.1f, 0.9f))
                .with("way", Tensor.ofFloats(Shape.of(2, 6), 1, 1, 0, 0, 10, 10, 3, 5, -1, 1, 10, 100));

        Tensors found = detections(Map.of("geometry", "way")).apply(columns);

        assertThat(found.get("row").data().asLongBuffer().get(0)).isEqualTo(1);
        assertThat(TestTensors.floats(found.get("box"))).containsExactly(5, 11, 10, 21);
    }

    @Property(tries = 100)
    void givesFewBoxesThatDoNotOverlapTheSurestFirst(@ForAll long seed) {
        Tensors columns = Tensors.of("boxes", TestTensors.floats(seed, 2, 60, 4))
                .with("scores", TestTensors.floats(seed + 1, 2, 60, 2));

        Tensors found = detections(
                        Map.of("score_min", "0", "boxes_max", "9", "candidates_max", "30", "overlap_max", "0.3"))
                .apply(columns);

        float[] scores = TestTensors.floats(found.get("score"));
        float[] boxes = TestTensors.floats(found.get("box"));
        assertThat(found.rows()).isBetween(2L, 18L);
        for (int i = 1; i < scores.length; i++) {
            boolean sameRow = found.get("row").data().asLongBuffer().get(i)
                    == found.get("row").data().asLongBuffer().get(i - 1);
            if (sameRow) {
                assertThat(scores[i]).isLessThanOrEqualTo(scores[i - 1]);
            }
            if (sameRow
                    && found.get("label")
                            .texts()
                            .get(i)
                            .equals(found.get("label").texts().get(i - 1))) {
                assertThat(Suppression.overlap(box(boxes, i), box(boxes, i - 1)))
                        .isLessThanOrEqualTo(0.3);
            }
        }
    }

    private static float[] box(float[] boxes, int index) {
        return Arrays.copyOfRange(boxes, 4 * index, 4 * index + 4);
    }

    @Property(tries = 100)
    void comparesTheSurestCandidatesOnly(@ForAll long seed) {
        Tensors columns = Tensors.of("boxes", TestTensors.floats(seed, 1, 50, 4))
                .with("scores", TestTensors.floats(seed + 1, 1, 50, 1));
        Map<String, String> all = Map.of("score_min", "-2", "overlap_max", "1", "boxes_max", "7");

        Tensors few = detections(Map.of("score_min", "-2", "overlap_max", "1", "candidates_max", "7"))
                .apply(columns);

        TestTensors.assertSame(few, detections(all).apply(columns), 0);
    }

    @Test
    void knowsBoxesThatCoverNothing() {
        float[] point = {1, 1, 1, 1};

        assertThat(Suppression.overlap(point, point)).isEqualTo(1);
        assertThat(Suppression.overlap(point, new float[] {2, 2, 2, 2})).isZero();
        assertThat(Suppression.overlap(new float[] {0, 0, 2, 2}, new float[] {1, 0, 3, 2}))
                .isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void saysWhatDoesNotFit(@TempDir Path folder) {
        Tensors odd =
                Tensors.of("boxes", TestTensors.floats(1, 1, 3, 4)).with("scores", TestTensors.floats(1, 1, 2, 1));
        assertThatThrownBy(() -> detections(Map.of()).apply(odd))
                .hasMessage(
                        "detections: 'boxes' has shape [1,3,4], but 'scores' has [1,2,1]; rows and places must be the same");
        assertThatThrownBy(() -> detections(Map.of("variances", "1")))
                .hasMessageContaining("must not be given without 'anchors'");
        for (String anchors : new String[] {"1 2 3", "1 2 3 x", "1 1 0 1", "1 1 NaN 1", "1 1 1 1 1", ""}) {
            assertThatThrownBy(() -> Given.step(
                            new DetectionsComponent(),
                            Map.of("anchors", "a"),
                            folder,
                            "a",
                            "1 1 1 1\n" + anchors + "\n"))
                    .hasMessage("'a' must have centre x, centre y, width and height on each line, line 2 is '" + anchors
                            + "'");
        }
        assertThatThrownBy(() -> Given.step(
                        new DetectionsComponent(),
                        Map.of("anchors", "a", "format", "top-left-bottom-right"),
                        folder,
                        "a",
                        "1 1 1 1"))
                .hasMessageContaining("'format' must be centre-width-height");
    }
}
