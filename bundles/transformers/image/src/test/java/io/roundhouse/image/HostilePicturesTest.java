package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: an answer or one sentence, soon, in little memory. */
class HostilePicturesTest {
    private static final int MUTATIONS = 400; // of each of 13 pictures
    private static final long ALLOCATED_MAX =
            16L << 20; // a picture of the size that the limits below allow, many times

    private static final ImageStep STEP =
            Given.step("size=8,8", "pixels_max=100000", "batch_pixels_max=1000000", "colour=grey");

    static List<String> files() {
        return Given.FILES;
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersOrRefusesWhateverChanges(String file) {
        byte[] original = Given.picture(file);
        Random random = new Random(file.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = changed(original, random);
            if (file.endsWith(".png") && i % 2 == 0) {
                mendChecksums(changed); // or nothing behind the checksums would ever be reached
            }
            refused += refuses(changed) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 10);
    }

    /** True when it is refused as it must be; allocates little. */
    private static boolean refuses(byte[] bytes) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Throwable thrown = catchThrowable(() -> STEP.apply(Given.pictures(bytes)));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATED_MAX);
        if (thrown == null) {
            return false;
        }
        Assertions.assertThat(thrown).isInstanceOfSatisfying(InferenceException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refusal.sentence()).startsWith("'picture': row 0 ").hasSizeLessThan(300);
        });
        return true;
    }

    private static byte[] changed(byte[] original, Random random) {
        byte[] changed = original.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
            case 1 -> {
                int from = random.nextInt(changed.length);
                int length = Math.min(changed.length - from, 1 + random.nextInt(64));
                System.arraycopy(changed, random.nextInt(changed.length - length + 1), changed, from, length);
            }
            default -> {
                int near = random.nextBoolean() ? changed.length : Math.min(changed.length, 700); // headers
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    changed[random.nextInt(near)] = (byte) random.nextInt(256);
                }
            }
        }
        return changed;
    }

    private static void mendChecksums(byte[] png) {
        for (int at = 8; at + 12 <= png.length; ) {
            int length = java.nio.ByteBuffer.wrap(png).getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            java.nio.ByteBuffer.wrap(png).putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }

    @Test
    void refusesAPictureTooLargeBeforeItIsDecoded() {
        byte[] bomb = Pngs.join(
                Pngs.signature(),
                Pngs.header(60_000, 60_000, 8, Pngs.RGB, 0),
                Pngs.chunk("IDAT", new byte[0]),
                Pngs.chunk("IEND", new byte[0]));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.step("size=8,8")
                        .apply(Given.pictures(Given.picture("rgb.png"), bomb)))
                .hasMessageContaining("'picture': row 1 is 60000 x 60000 = 3600000000 pixels, at most 50000000");
    }

    @Test
    void refusesARequestOfTooManyPixels() {
        byte[] picture = Pngs.grey(100, 100, new byte[10_000]);
        byte[][] many = new byte[11][];
        Arrays.fill(many, picture);

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.step(
                                "size=8,8", "pixels_max=50000", "batch_pixels_max=100000")
                        .apply(Given.pictures(many)))
                .hasMessageContaining("row 10 brings the request to 110000 pixels, at most 100000");
    }

    @Test
    void refusesATensorTooLargeBeforeItIsAllocated() {
        byte[][] many = new byte[100][];
        Arrays.fill(many, Given.picture("rgb.png"));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> Given.step("size=4096,4096")
                        .apply(Given.pictures(many)))
                .hasMessageContaining("100 rows of 4096 x 4096 pixels take 20132659200 bytes, at most 268435456");
    }

    @Test
    void refusesAPictureTooLongAndNarrow() {
        byte[] line = Pngs.grey(1, 60_000, new byte[60_000]);

        Given.assertRefused(
                        ErrorCode.INVALID_INPUT, () -> Given.step("size=4,4096").apply(Given.pictures(line)))
                .hasMessageContaining("row 0 is 1 x 60000 pixels, too long and narrow to be resized to 4096 x 4");
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a, looks like GIF",
        "BM6, looks like BMP",
        "II*, looks like TIFF",
        "%PDF-1.7, looks like PDF",
        "RIFF1234WEBP, looks like WebP",
        "RIFF1234WAVE, looks like RIFF",
        "1234ftypavif, looks like AVIF",
        "1234ftypheic, looks like HEIC",
        "<svg xmlns=, looks like SVG",
        "<!DOCTYPE html>, looks like HTML",
        "hello, begins with 68 65 6c 6c",
        "x, begins with 78",
        "'', is empty",
    })
    void callsWhatItIsNotByItsName(String content, String sentence) {
        byte[] bytes = (content.equals("II*") ? content + "\0" : content).getBytes(StandardCharsets.ISO_8859_1);

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> STEP.apply(Given.pictures(bytes)))
                .hasMessageContaining("'picture': row 0 " + sentence)
                .hasMessageContaining("must be a JPEG or PNG picture");
    }

    @ParameterizedTest
    @CsvSource({"420.jpg", "rgb.png"})
    void seesPicturesInBase64(String file) {
        byte[] text = Base64.getEncoder().encode(Given.picture(file));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> STEP.apply(Given.pictures(text)))
                .hasMessageContaining("row 0 looks like a picture written in base64; send the bytes themselves");
    }
}
