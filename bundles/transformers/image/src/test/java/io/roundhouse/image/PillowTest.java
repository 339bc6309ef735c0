package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decoding and resizing give what Pillow gives, to the bit: {@code pictures/make.py} says how the file came about. */
class PillowTest {
    @TestFactory
    List<DynamicTest> givesTheSameBytes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : new String(Given.picture("pillow.csv"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] row = line.split(";", -1);
            tests.add(DynamicTest.dynamicTest(row[0] + " " + row[1], () -> {
                Picture made = operate(Given.decoded(Given.picture(row[0])), row[1].split(" ", -1));

                assertThat(made.width() + " x " + made.height()).isEqualTo(row[2] + " x " + row[3]);
                assertThat(crc(made.pixels())).isEqualTo(row[4]);
            }));
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests;
    }

    private static Picture operate(Picture picture, String[] words) {
        if (words[0].equals("decode")) {
            return picture;
        }
        Resampler resampler = new Resampler(Filter.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)), true);
        String size = "size=" + words[2] + "," + words[3];
        Placement.Box all = new Placement.Box(0, 0, picture.width(), picture.height());
        return switch (words[0]) {
            case "box" -> {
                Placement.Box box = new Placement.Box(
                        Double.parseDouble(words[4]) * picture.width(),
                        Double.parseDouble(words[5]) * picture.height(),
                        Double.parseDouble(words[6]) * picture.width(),
                        Double.parseDouble(words[7]) * picture.height());
                yield paint(picture, resampler, fit(size).place(box));
            }
            case "grey" -> paint(picture.grey(), resampler, fit(size).place(all));
            case "shorter" ->
                paint(
                        picture,
                        resampler,
                        fit(size, "fit=cover", "shorter=" + words[4]).place(all));
            default -> paint(picture, resampler, fit(size, "fit=" + words[0]).place(all));
        };
    }

    private static FitSettings fit(String... pairs) {
        return FitSettings.read(Given.settings(pairs));
    }

    private static Picture paint(Picture picture, Resampler resampler, Placement placement) {
        Canvas canvas = new Canvas(
                ValueSettings.read(Given.settings(
                        "type=uint8", "layout=nhwc", picture.bands() == 1 ? "colour=grey" : "colour=rgb")),
                1,
                placement.canvasHeight(),
                placement.canvasWidth());
        canvas.paint(0, resampler.apply(picture, placement), picture.bands(), placement, 0);
        byte[] pixels = new byte[canvas.tensor().byteSize()];
        canvas.tensor().data().get(pixels);
        return new Picture(placement.canvasWidth(), placement.canvasHeight(), picture.bands(), pixels);
    }

    private static String crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }
}
