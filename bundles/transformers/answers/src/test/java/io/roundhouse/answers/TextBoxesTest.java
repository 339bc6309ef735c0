package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.FloatBuffer;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextBoxesTest {
    private static final int WIDTH = 100;
    private static final int HEIGHT = 60;
    private static final Map<String, String> USUAL = Map.of("column", "map");

    private static Transformer boxes(Map<String, String> settings) {
        return Given.step(new BoxesComponent(), settings);
    }

    private static Tensor maps(int rows) {
        return Tensor.ofFloats(Shape.of(rows, 1, HEIGHT, WIDTH), new float[rows * HEIGHT * WIDTH]);
    }

    /** Both ends included. */
    private static void fill(Tensor maps, int row, int left, int top, int right, int bottom, float value) {
        FloatBuffer data = maps.data().asFloatBuffer();
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                data.put((row * HEIGHT + y) * WIDTH + x, value);
            }
        }
    }

    @Test
    void growsTheSmallestRectangleAroundEachRegion() {
        Tensor maps = maps(1);
        fill(maps, 0, 20, 20, 60, 30, 0.9f); // 40 by 10 between middles: grows by 400 * 1.5 / 100 = 6

        Tensors found = boxes(USUAL).apply(Tensors.of("map", maps));

        assertThat(TestTensors.floats(found.get("boxes")))
                .containsExactly(14.5f, 14.5f, 66.5f, 14.5f, 66.5f, 36.5f, 14.5f, 36.5f);
        assertThat(TestTensors.floats(found.get("scores"))).containsExactly(0.9f);
    }

    @Test
    void tellsOfWhichRowEachBoxIsAndReadsLinesFromTheTop() {
        Tensor maps = maps(3);
        fill(maps, 0, 60, 12, 80, 18, 1);
        fill(maps, 0, 10, 14, 30, 20, 1); // the same line, two pixels lower
        fill(maps, 0, 40, 40, 60, 46, 1);
        fill(maps, 2, 10, 10, 30, 16, 1);

        Tensors found = boxes(Map.of("column", "map", "unclip", "0.5", "into", "b", "scores", "s", "row", "r"))
                .apply(Tensors.of("map", maps));

        long[] rows = new long[4];
        found.get("r").data().asLongBuffer().get(rows);
        assertThat(rows).containsExactly(0, 0, 0, 2);
        float[] corners = TestTensors.floats(found.get("b"));
        assertThat(new float[] {corners[0], corners[8], corners[16], corners[24]})
                .containsExactly(new float[] {9, 59, 39, 9}, within(1f));
    }

    @Test
    void leavesOutSpecksFaintRegionsAndNaN() {
        Tensor maps = maps(1);
        fill(maps, 0, 5, 5, 6, 40, 1); // thin
        fill(maps, 0, 20, 5, 40, 20, 0.5f); // faint
        fill(maps, 0, 50, 5, 80, 20, Float.NaN);
        fill(maps, 0, 50, 30, 80, 40, Float.POSITIVE_INFINITY);

        Tensors found = boxes(USUAL).apply(Tensors.of("map", maps));

        assertThat(TestTensors.floats(found.get("scores"))).containsExactly(Float.POSITIVE_INFINITY);
    }

    @Test
    void takesTheShadeOfNaNInsideForNothing() {
        Tensor maps = maps(1);
        fill(maps, 0, 20, 20, 60, 30, 1);
        fill(maps, 0, 30, 22, 50, 28, Float.NaN);

        float[] scores =
                TestTensors.floats(boxes(USUAL).apply(Tensors.of("map", maps)).get("scores"));

        assertThat(scores).containsExactly(new float[] {1 - 21f * 7 / (41 * 11)}, within(1e-6f));
    }

    @Test
    void aBentLineIsJudgedByItsRegionWhereThatIsAskedFor() {
        Tensor maps = maps(1);
        fill(maps, 0, 10, 10, 80, 16, 0.9f);
        fill(maps, 0, 10, 17, 16, 50, 0.7f);

        Tensors found = boxes(Map.of("column", "map", "score_of", "region")).apply(Tensors.of("map", maps));

        assertThat(boxes(USUAL).apply(Tensors.of("map", maps)).rows()).isZero();
        assertThat(TestTensors.floats(found.get("scores")))
                .containsExactly(new float[] {(0.9f * 71 * 7 + 0.7f * 7 * 34) / (71 * 7 + 7 * 34)}, within(1e-6f));
    }

    @Test
    void joinsRegionsThatTouchByACornerOnly() {
        Tensor maps = maps(1);
        fill(maps, 0, 10, 10, 20, 20, 1);
        fill(maps, 0, 21, 21, 31, 31, 1);
        fill(maps, 0, 33, 10, 43, 20, 1); // two pixels away

        assertThat(boxes(Map.of("column", "map", "score_min", "0.1"))
                        .apply(Tensors.of("map", maps))
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void unitesBranchesThatMeetFurtherDown() {
        Tensor maps = maps(1);
        for (int i = 0; i < 5; i++) { // a comb: five teeth, one back
            fill(maps, 0, 10 + 10 * i, 10, 12 + 10 * i, 20, 1);
        }
        fill(maps, 0, 10, 21, 52, 24, 1);

        Tensors found = boxes(Map.of("column", "map", "score_min", "0.1", "unclip", "0", "size_min", "0"))
                .apply(Tensors.of("map", maps));

        assertThat(TestTensors.floats(found.get("boxes")))
                .containsExactly(10.5f, 10.5f, 52.5f, 10.5f, 52.5f, 24.5f, 10.5f, 24.5f);
    }

    @Test
    void neverGivesMoreBoxesThanItMay() {
        Tensor maps = maps(2);
        for (int i = 0; i < 8; i++) {
            fill(maps, i % 2, 1 + 12 * i, 10, 8 + 12 * i, 20, 1);
        }

        assertThat(boxes(Map.of("column", "map", "boxes_max", "3"))
                        .apply(Tensors.of("map", maps))
                        .rows())
                .isEqualTo(6);
    }

    @Test
    void tellsPixelsOfThePictureWhenItKnowsTheWayBack() {
        Tensor maps = maps(1);
        fill(maps, 0, 20, 20, 60, 30, 0.9f);
        Tensors columns = Tensors.of("map", maps).with("way", Tensor.ofFloats(Shape.of(1, 6), 2, 3, 10, -20, 140, 200));

        Tensors found = boxes(Map.of("column", "map", "geometry", "way")).apply(columns);

        assertThat(TestTensors.floats(found.get("boxes")))
                .containsExactly(39, 23.5f, 140, 23.5f, 140, 89.5f, 39, 89.5f);
        assertThatThrownBy(
                        () -> boxes(Map.of("column", "map", "geometry", "way")).apply(columns.with("map", maps(2))))
                .hasMessage("boxes: 'way' has 1 rows, but the model's are 2");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(boxes(USUAL).apply(Tensors.of("map", maps(2))).toString())
                .isEqualTo("{boxes FP32 [0,4,2], scores FP32 [0], row INT64 [0]}");
        Tensor none = Tensor.ofFloats(Shape.of(0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(boxes(USUAL).apply(Tensors.of("map", none)).rows()).isZero();
        Tensor flat = Tensor.ofFloats(Shape.of(3, 1, 0, 9));
        assertThat(boxes(USUAL).apply(Tensors.of("map", flat)).rows()).isZero();
    }

    @Property(tries = 200)
    void findsARectangleAtAnyAngle(
            @ForAll @DoubleRange(min = -0.7, max = 0.7) double angle,
            @ForAll @IntRange(min = 20, max = 32) int half,
            @ForAll @IntRange(min = 5, max = 9) int halfHeight) {
        Tensor maps = maps(1);
        FloatBuffer data = maps.data().asFloatBuffer();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double x = i % WIDTH - 50;
            double y = i / WIDTH - 30;
            if (Math.abs(x * cos + y * sin) <= half && Math.abs(y * cos - x * sin) <= halfHeight) {
                data.put(i, 0.8f);
            }
        }

        Tensors found = boxes(Map.of("column", "map", "unclip", "0")).apply(Tensors.of("map", maps));

        assertThat(found.rows()).isEqualTo(1);
        float[] corners = TestTensors.floats(found.get("boxes"));
        assertThat((double) corners[0]).isCloseTo(50.5 - half * cos + halfHeight * sin, within(2.0));
        assertThat((double) corners[1]).isCloseTo(30.5 - half * sin - halfHeight * cos, within(2.0));
        assertThat((double) corners[4]).isCloseTo(50.5 + half * cos - halfHeight * sin, within(2.0));
        assertThat((double) corners[5]).isCloseTo(30.5 + half * sin + halfHeight * cos, within(2.0));
    }

    @Property(tries = 100)
    void partsAMapAsAFloodWould(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int width) {
        float[] map = TestTensors.floats(TestTensors.floats(seed, 10L * width));
        boolean[] seen = new boolean[map.length];
        int floods = 0;
        for (int i = 0; i < map.length; i++) {
            floods += flood(map, width, i, seen) ? 1 : 0;
        }

        assertThat(Outlines.of(map, width, 0.3f)).hasSize(floods).allSatisfy(outline -> {
            assertThat(outline.length % 4).isZero();
            for (int i = 0; i < outline.length; i += 2) {
                assertThat(map[outline[i + 1] * width + outline[i]]).isGreaterThan(0.3f);
            }
        });
    }

    private static boolean flood(float[] map, int width, int at, boolean[] seen) {
        if (seen[at] || !(map[at] > 0.3f)) {
            return false;
        }
        seen[at] = true;
        int x = at % width;
        int y = at / width;
        for (int i = 0; i < 9; i++) {
            int nextX = x + i % 3 - 1;
            int nextY = y + i / 3 - 1;
            if (nextX >= 0 && nextX < width && nextY >= 0 && nextY < map.length / width) {
                flood(map, width, nextY * width + nextX, seen);
            }
        }
        return true;
    }

    @Property(tries = 200)
    void noPointLiesOutsideOfItsHullOrRectangle(@ForAll long seed) {
        float[] map = TestTensors.floats(TestTensors.floats(seed, 80));
        for (int[] outline : Outlines.of(map, 8, 0)) {
            Rectangle around = Rectangle.around(Hull.of(outline));
            assertThat(around.length()).isNotNaN();
            for (int i = 0; i < outline.length; i += 2) {
                double x = outline[i] - around.x();
                double y = outline[i + 1] - around.y();
                assertThat(Math.abs(x * around.along() + y * around.across()))
                        .isLessThanOrEqualTo(around.length() / 2 + 1e-9);
                assertThat(Math.abs(y * around.along() - x * around.across()))
                        .isLessThanOrEqualTo(around.height() / 2 + 1e-9);
            }
        }
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> boxes(Map.of())).hasMessageContaining("'column' is missing");
        assertThatThrownBy(() -> boxes(Map.of("column", "m", "threshold", "2")))
                .hasMessageContaining("'threshold' must be");
        assertThatThrownBy(() -> boxes(Map.of("column", "m", "boxes_max", "0")))
                .hasMessageContaining("'boxes_max' must be");
        assertThatThrownBy(() -> boxes(Map.of("column", "m", "scores", "row")))
                .hasMessageContaining("'row' must be another column than the rest this step writes");
    }
}
