package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As EXIF 2.32 defines the tag: which sides of the scene the first row and the first column are. */
class OrientationTest {
    private static final byte[] STORED = {1, 2, 3, 4, 5, 6}; // two rows of three

    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456", "2, 3, 321654", "3, 3, 654321", "4, 3, 456123",
        "5, 2, 142536", "6, 2, 415263", "7, 2, 635241", "8, 2, 362514"
    })
    void standsUpright(int orientation, int width, String pixels) throws Unreadable {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = Pngs.chunk("eXIf", exif(orientation, order));
            byte[] png = Pngs.of(3, 2, Pngs.GREY, 8, 0, false, new int[] {1, 2, 3, 4, 5, 6}, exif);

            Picture upright = Given.decoded(png);

            assertThat(upright.width()).isEqualTo(width);
            StringBuilder found = new StringBuilder();
            for (byte pixel : upright.pixels()) {
                found.append(pixel);
            }
            assertThat(found).hasToString(pixels);
        }
    }

    @Test
    void readsItFromJpegs() throws Unreadable {
        byte[] plain = Given.picture("420.jpg");
        byte[] begin = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

        byte[] turned = JpegTest.with(plain, 0xE1, Pngs.join(begin, exif(6, ByteOrder.BIG_ENDIAN)));

        Picture expected = Given.decoded(plain).upright(6);
        assertThat(Given.decoded(turned).width()).isEqualTo(61).isEqualTo(expected.width());
        assertThat(Given.decoded(turned).pixels()).isEqualTo(expected.pixels());
    }

    @Test
    void leavesItAsStoredWhereToldTo() {
        byte[] png = Pngs.of(
                3,
                2,
                Pngs.GREY,
                8,
                0,
                false,
                new int[] {1, 2, 3, 4, 5, 6},
                Pngs.chunk("eXIf", exif(6, ByteOrder.BIG_ENDIAN)));

        byte[] made = new byte[6];
        Given.step("size=2,3", "upright=false", "colour=grey", "type=uint8")
                .apply(Given.pictures(png))
                .get("image")
                .data()
                .get(made);

        assertThat(made).isEqualTo(STORED);
    }

    @Property(tries = 2_000)
    void neverFails(@ForAll byte[] bytes, @ForAll boolean little) {
        byte[] tiff = bytes.clone();
        if (tiff.length > 8) { // far enough to be read on
            byte[] begin = exif(1, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            System.arraycopy(begin, 0, tiff, 0, 4);
        }

        assertThat(Exif.orientation(tiff, 0, tiff.length)).isBetween(1, 8);
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(38)
                .order(order)
                .putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x0100)
                .putShort((short) 4)
                .putInt(1)
                .putInt(3)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
