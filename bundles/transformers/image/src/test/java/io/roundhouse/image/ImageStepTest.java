package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.testkit.TestTensors;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageStepTest {
    private static final int FASHION_BYTES = 28 * 28;

    @Test
    void makesOfFashionPicturesTheNumbersTheyWereTrainedOn() {
        byte[] raw = Given.file("fashion-64x28x28.u8");
        byte[][] pictures = new byte[raw.length / FASHION_BYTES][];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = Pngs.grey(28, 28, Arrays.copyOfRange(raw, i * FASHION_BYTES, (i + 1) * FASHION_BYTES));
        }

        Tensor image = Given.step("size=28,28", "colour=grey")
                .apply(Given.pictures(pictures))
                .get("image");

        assertThat(image.shape()).isEqualTo(Shape.of(64, 1, 28, 28));
        float[] numbers = TestTensors.floats(image);
        for (int i = 0; i < raw.length; i++) {
            assertThat(Float.floatToRawIntBits(numbers[i])).isEqualTo(Float.floatToRawIntBits((raw[i] & 0xFF) / 255f));
        }
    }

    @Test
    void ordersChannelsAsTold() {
        byte[] picture = Pngs.rgb(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(bytes(picture, "colour=rgb", "layout=nchw")).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(bytes(picture, "colour=bgr", "layout=nchw")).containsExactly(3, 6, 2, 5, 1, 4);
        assertThat(bytes(picture, "colour=rgb", "layout=nhwc")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(bytes(picture, "colour=bgr", "layout=nhwc")).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(bytes(picture, "colour=grey")).containsExactly(2, 5);
        assertThat(bytes(Pngs.grey(2, 1, new byte[] {7, 9}), "colour=bgr")).containsExactly(7, 9, 7, 9, 7, 9);
    }

    private static byte[] bytes(byte[] picture, String... pairs) {
        String[] all = Arrays.copyOf(pairs, pairs.length + 2);
        all[pairs.length] = "size=1,2";
        all[pairs.length + 1] = "type=uint8";
        Tensor image = Given.step(all).apply(Given.pictures(picture)).get("image");
        byte[] bytes = new byte[image.byteSize()];
        image.data().get(bytes);
        return bytes;
    }

    @Test
    void normalisesByChannelInTheOrderWritten() {
        byte[] picture = Pngs.rgb(1, 1, new byte[] {(byte) 255, 0, 51});

        float[] planes = numbers(picture, "size=1,1", "mean=0.5,0.25,0", "deviation=0.5,0.25,2");
        float[] pixels =
                numbers(picture, "size=1,1", "layout=nhwc", "colour=bgr", "scale=1", "mean=1,2,3", "deviation=2,2,4");

        assertThat(planes).containsExactly(1, -1, 0.1f);
        assertThat(pixels).containsExactly(25, -1, 63);
    }

    private static float[] numbers(byte[] picture, String... pairs) {
        return TestTensors.floats(
                Given.step(pairs).apply(Given.pictures(picture)).get("image"));
    }

    @Test
    void fillsWhatThePictureLeavesFree() {
        byte[] picture = Pngs.grey(2, 1, new byte[] {10, 20});

        float[] centred = numbers(picture, "size=4,2", "fit=contain", "colour=grey", "scale=1", "fill=5");
        float[] atStart =
                numbers(picture, "size=3,2", "fit=contain", "anchor=start", "colour=grey", "scale=1", "fill=5");

        assertThat(centred).containsExactly(5, 5, 5, 5, 10, 20, 5, 5); // one and a half rows above: rounded to even
        assertThat(atStart).containsExactly(10, 20, 5, 5, 5, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "384, 191, 384, 192",
        "1920, 1080, 960, 544",
        "10, 10, 32, 32",
        "3000, 20, 960, 32",
        "640, 480, 640, 480"
    })
    void keepsTheShapeForDetectors(int width, int height, int drawnWidth, int drawnHeight) {
        FitSettings fit = FitSettings.read(Given.settings("fit=keep", "longest_max=960", "multiple_of=32"));

        Placement placement = fit.place(new Placement.Box(0, 0, width, height));

        assertThat(placement.width() + " x " + placement.height()).isEqualTo(drawnWidth + " x " + drawnHeight);
    }

    @Test
    void enlargesWhatIsTooSmallForADetector() {
        FitSettings fit =
                FitSettings.read(Given.settings("fit=keep", "longest_min=600", "longest_max=960", "multiple_of=32"));

        assertThat(fit.place(new Placement.Box(0, 0, 300, 150)).width()).isEqualTo(608);
    }

    @Test
    void padsPicturesOfOneRequestToTheLargest() {
        Tensors made = Given.step("fit=keep", "colour=grey", "scale=1", "fill=7", "geometry=geometry")
                .apply(Given.pictures(Pngs.grey(3, 1, new byte[] {1, 2, 3}), Pngs.grey(1, 2, new byte[] {4, 5})));

        assertThat(made.get("image").shape()).isEqualTo(Shape.of(2, 1, 2, 3));
        assertThat(TestTensors.floats(made.get("image"))).containsExactly(1, 2, 3, 7, 7, 7, 4, 7, 7, 5, 7, 7);
        assertThat(TestTensors.floats(made.get("geometry"))).containsExactly(1, 1, 0, 0, 3, 1, 1, 1, 0, 0, 1, 2);
    }

    /** A white dot is found again where the geometry says that it was. */
    @Property(tries = 150)
    void tellsTheWayBack(
            @ForAll @IntRange(min = 20, max = 60) int width,
            @ForAll @IntRange(min = 20, max = 60) int height,
            @ForAll @IntRange(max = 3) int fit,
            @ForAll @IntRange(min = 40, max = 60) int x,
            @ForAll @IntRange(min = 40, max = 60) int y) {
        int dotX = x * width / 100;
        int dotY = y * height / 100;
        byte[] pixels = new byte[width * height];
        pixels[dotY * width + dotX] = (byte) 255;
        String[] fits = {"fit=stretch", "fit=cover", "fit=contain", "fit=cover"};

        Tensors made = fit == 3
                ? Given.step("size=100,120", fits[fit], "colour=grey", "geometry=g", "shorter=150")
                        .apply(Given.pictures(Pngs.grey(width, height, pixels)))
                : Given.step("size=100,120", fits[fit], "colour=grey", "geometry=g")
                        .apply(Given.pictures(Pngs.grey(width, height, pixels)));

        float[] image = TestTensors.floats(made.get("image"));
        float[] g = TestTensors.floats(made.get("g"));
        int brightest = 0;
        for (int i = 0; i < image.length; i++) {
            brightest = image[i] > image[brightest] ? i : brightest;
        }
        int row = brightest / 120;
        assertThat(g[0] * (brightest % 120 + 0.5) + g[2]).isCloseTo(dotX + 0.5, within(0.5 + g[0]));
        assertThat(g[1] * (row + 0.5) + g[3]).isCloseTo(dotY + 0.5, within(0.5 + g[1]));
        assertThat(g[4]).isEqualTo(width);
        assertThat(g[5]).isEqualTo(height);
    }

    @Test
    void cutsABoxOfEachPicture() {
        byte[] picture = Pngs.grey(4, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Tensors columns =
                Given.pictures(picture, picture).with("box", Tensor.ofFloats(Shape.of(2, 4), 1, 0, 3, 1, 2, 1, 99, 99));

        Tensor image = Given.step("size=1,2", "boxes=box", "colour=grey", "scale=1")
                .apply(columns)
                .get("image");

        assertThat(TestTensors.floats(image)).containsExactly(2, 3, 7, 8);
        assertThat(numbers(picture, "size=1,2", "box=0.5,0.5,1,1", "colour=grey", "scale=1"))
                .containsExactly(7, 8);
    }

    @Test
    void refusesABoxThatHoldsNothing() {
        byte[] picture = Pngs.grey(4, 2, new byte[8]);
        for (float[] box : new float[][] {{5, 0, 9, 1}, {1, 0, 1, 2}, {0, 0, Float.NaN, 2}, {3, 0, 1, 2}}) {
            Tensors columns = Given.pictures(picture).with("box", Tensor.ofFloats(Shape.of(1, 4), box));

            Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.step("size=1,2", "boxes=box")
                            .apply(columns))
                    .hasMessageContaining("'picture': row 0 is to be cut at [")
                    .hasMessageContaining("of 'box', which holds nothing of its 4 x 2 pixels");
        }
    }

    @Test
    void stopsAtTheDeadline() {
        StepContext late = new StepContext() {
            @Override
            public Deadline deadline() {
                return new Deadline(System.nanoTime() - 1);
            }

            @Override
            public void flag(String flag) {}

            @Override
            public Tensors ask(String model, Tensors inputs) {
                throw new IllegalStateException();
            }
        };

        Given.assertRefused(ErrorCode.DEADLINE_EXCEEDED, () -> Given.step("size=8,8")
                        .apply(Given.pictures(Given.picture("rgb.png")), late))
                .hasMessageContaining("after 0 of 1 pictures");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fit=cover; 'size' is missing: [height, width]",
                "size=224; 'size' must be a list",
                "size=0,4; 'size' must be [height, width], each 1..4096, was [0, 4]",
                "size=a,4; 'size' must be [height, width]",
                "size=4,4 shorter=9; 'shorter' means something with 'fit: cover' only, it is 'stretch'",
                "size=4,4 longest_max=9; 'longest_max' means something with 'fit: keep' only",
                "size=4,8 fit=cover shorter=6; 'shorter' must be a whole number 8..4096",
                "size=4,4 fit=keep; 'size' is decided by 'longest_max'",
                "size=4,4 fit=zoom; 'fit' must be one of [stretch, cover, contain, keep]",
                "size=4,4 filter=area antialias=false; 'antialias' is for the filters bilinear and bicubic",
                "size=4,4 mean=1,2; 'mean' must have 3 numbers or one for all, has 2",
                "size=4,4 deviation=0,1,1; 'deviation' must not be 0",
                "size=4,4 scale=1/0; 'scale' must be a number or a fraction like 1/255 and not 0",
                "size=4,4 scale=x; 'scale' must hold numbers, 'x' is none",
                "size=4,4 type=uint8 mean=1,1,1; 'mean' means nothing with 'type: uint8'",
                "size=4,4 box=0,0,2,1; 'box' must be [left, top, right, bottom] as fractions 0..1",
                "size=4,4 box=0,0,1,1 boxes=b; 'boxes' cannot stand beside 'box'",
                "size=4,4 widht=3; 'widht' is not known here"
            })
    void refusesSettingsThatMakeNoSense(String pairs, String sentence) {
        Given.assertRefused(ErrorCode.INVALID_CONFIGURATION, () -> Given.step(pairs.split(" ", -1)))
                .hasMessageContaining(sentence);
    }
}
