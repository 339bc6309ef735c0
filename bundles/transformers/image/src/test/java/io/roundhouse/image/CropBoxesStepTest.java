package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestTensors;
import java.nio.FloatBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CropBoxesStepTest {
    private static CropBoxesStep step(String... pairs) {
        return new CropBoxesStep(CropSettings.read(Given.settings(pairs)), Given.jpegs(), Memory.ofHeap());
    }

    private static Tensor boxes(float... corners) {
        return Tensor.ofFloats(Shape.of(corners.length / 8, 4, 2), corners);
    }

    private static long[] longs(Tensors made, String name) {
        long[] longs = new long[(int) made.get(name).shape().rows()];
        made.get(name).data().asLongBuffer().get(longs);
        return longs;
    }

    /** A box along the pixels' edges cuts just these pixels. */
    @Property(tries = 200)
    void cutsWhatTheBoxHolds(
            @ForAll @IntRange(max = 9) int left,
            @ForAll @IntRange(max = 9) int top,
            @ForAll @IntRange(min = 1, max = 10) int width,
            @ForAll @IntRange(min = 1, max = 10) int height)
            throws Unreadable {
        Picture picture = new Picture(20, 20, 3, Given.noise(3, 1200));
        float right = left + width;
        float bottom = top + height;
        Quad quad = Quad.read(FloatBuffer.wrap(new float[] {left, top, right, top, right, bottom, left, bottom}), 0);

        Picture cut = quad.cut(picture, 0);

        assertThat(cut.width()).isEqualTo(width);
        assertThat(cut.height()).isEqualTo(height);
        for (int i = 0; i < cut.pixels().length; i++) {
            int x = left + i / 3 % width;
            int y = top + i / 3 / width;
            assertThat(cut.pixels()[i]).isEqualTo(picture.pixels()[(y * 20 + x) * 3 + i % 3]);
        }
    }

    /** Straight lines stay straight in perspective, and a plane of grey values has none but straight lines. */
    @Test
    void straightensPerspective() throws Unreadable {
        byte[] ramp = new byte[100 * 100];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i % 100 * 2); // brightness is where across
        }
        Picture picture = new Picture(100, 100, 1, ramp);
        Quad quad = Quad.read(FloatBuffer.wrap(new float[] {20, 20, 80, 10, 80, 90, 20, 60}), 0);

        Picture cut = quad.cut(picture, 0);

        // The right side is twice as near: the middle of the scene is a third across the picture.
        int middle = cut.pixels()[cut.height() / 2 * cut.width() + cut.width() / 2] & 0xFF;
        int first = cut.pixels()[cut.height() / 2 * cut.width()] & 0xFF;
        assertThat(first).isCloseTo(2 * 20, within(4));
        assertThat(middle).isCloseTo((int) (2 * (20 + 60 / 3.0 - 0.5)), within(2));
    }

    @Test
    void turnsHighCropsToTheLeft() throws Unreadable {
        Picture picture = new Picture(2, 3, 1, new byte[] {1, 2, 3, 4, 5, 6});
        Quad quad = Quad.read(FloatBuffer.wrap(new float[] {0, 0, 2, 0, 2, 3, 0, 3}), 0);

        Picture cut = quad.cut(picture, 1.5);

        assertThat(cut.width()).isEqualTo(3);
        assertThat(cut.pixels()).containsExactly(2, 4, 6, 1, 3, 5);
    }

    @Test
    void padsToTheWidestWithZeros() {
        byte[] picture = Pngs.grey(8, 4, Given.noise(5, 32));
        Tensors made = step("height=2", "width_min=3", "width_max=6", "colour=grey", "mean=0.5,")
                .apply(Given.pictures(picture).with("boxes", boxes(0, 0, 8, 0, 8, 2, 0, 2, 0, 0, 2, 0, 2, 2, 0, 2)));

        assertThat(made.get("crops").shape()).isEqualTo(Shape.of(2, 1, 2, 6));
        assertThat(longs(made, "width")).containsExactly(6, 2);
        float[] crops = TestTensors.floats(made.get("crops"));
        for (int i = 12; i < 24; i++) {
            assertThat(crops[i] == 0).isEqualTo(i % 6 >= 2);
        }
    }

    @Test
    void tellsWhosePictureEachCropIs() {
        byte[] picture = Pngs.grey(8, 8, new byte[64]);
        float[] box = {0, 0, 8, 0, 8, 8, 0, 8};
        Tensors columns = Given.pictures(picture, picture, picture);

        Tensors byRow = step("of=whose")
                .apply(columns.with("boxes", Tensor.ofFloats(Shape.of(1, 4, 2), box))
                        .with("whose", Tensor.ofLongs(Shape.of(1), 2)));
        float[] three = new float[3 * 2 * 8];
        for (int i = 0; i < three.length; i++) {
            three[i] = box[i % 8];
        }
        Tensors byPicture = step("counts=counts")
                .apply(columns.with("boxes", Tensor.ofFloats(Shape.of(3, 2, 4, 2), three))
                        .with("counts", Tensor.ofLongs(Shape.of(3), 1, 0, 2)));

        assertThat(longs(byRow, "owner")).containsExactly(2);
        assertThat(longs(byPicture, "owner")).containsExactly(0, 2, 2);
    }

    @Test
    void writesNoRowsWhereNothingWasFound() {
        Tensors made = step().apply(Given.pictures(Given.picture("420.jpg")).with("boxes", boxes()));

        assertThat(made.get("crops").shape()).isEqualTo(Shape.of(0, 3, 48, 320));
        assertThat(made.get("owner").shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void cutsInThePictureThatStandsUpright() throws Unreadable {
        byte[] png = Given.picture("grey.png");
        Picture all = Given.decoded(png);
        Tensors made = step("height=61", "width_min=97", "colour=grey", "type=uint8")
                .apply(Given.pictures(png).with("boxes", boxes(0, 0, 97, 0, 97, 61, 0, 61)));

        byte[] crop = new byte[made.get("crops").byteSize()];
        made.get("crops").data().get(crop);
        assertThat(crop).isEqualTo(all.pixels());
    }

    @Test
    void refusesBoxesThatAreNone() {
        Tensors picture = Given.pictures(Pngs.grey(8, 8, new byte[64]));
        String bad = "'picture': row 0 has a box 0 that ";
        assertRefused(picture.with("boxes", boxes(0, 0, 0, 8, 8, 8, 8, 0)), bad + "is no convex quadrilateral");
        assertRefused(picture.with("boxes", boxes(0, 0, 8, 8, 8, 0, 0, 8)), bad + "is no convex quadrilateral");
        assertRefused(picture.with("boxes", boxes(1, 1, 1, 1, 1, 1, 1, 1)), bad + "is no convex quadrilateral");
        assertRefused(picture.with("boxes", boxes(0, 0, Float.NaN, 0, 8, 8, 0, 8)), bad + "has a corner at NaN, 0.0");
        assertRefused(picture.with("boxes", boxes(0, 0, 1e9f, 0, 8, 8, 0, 8)), bad + "has a corner at 1.0E9");
        assertRefused(
                picture.with("boxes", boxes(0, 0, 99999, 0, 99999, 99999, 0, 99999)),
                "has a box 0 that brings the crops to 9999800001 pixels, at most 200000000");
    }

    private static void assertRefused(Tensors columns, String sentence) {
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step().apply(columns))
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesBoxesOfNobody() {
        byte[] picture = Pngs.grey(8, 8, new byte[64]);
        Tensors two = Given.pictures(picture, picture).with("boxes", boxes(0, 0, 8, 0, 8, 8, 0, 8));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step().apply(two))
                .hasMessageContaining("nothing tells whose the boxes are: name a column with 'of' or 'counts'");
        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step("of=whose")
                        .apply(two.with("whose", Tensor.ofLongs(Shape.of(1), 2))))
                .hasMessageContaining("box 0 is of row 2");
    }

    @Test
    void boundsTheBoxesOfARequest() {
        Tensors columns = Given.pictures(Pngs.grey(8, 8, new byte[64]))
                .with("boxes", boxes(0, 0, 8, 0, 8, 2, 0, 2, 0, 0, 2, 0, 2, 2, 0, 2));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step("crops_max=1").apply(columns))
                .hasMessageContaining("above 1 boxes");
    }
}
