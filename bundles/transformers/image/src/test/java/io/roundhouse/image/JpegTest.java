package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegTest {
    @Test
    void looksAtNothingThatIsNotThePicture() throws Unreadable {
        byte[] plain = Given.picture("420.jpg");
        byte[] thumbnail = "JFXX\0\u0010not a thumbnail".getBytes(StandardCharsets.ISO_8859_1);
        byte[] profile = "ICC_PROFILE\0\1\1not a profile".getBytes(StandardCharsets.ISO_8859_1);

        byte[] dressed = with(with(with(plain, 0xE0, thumbnail), 0xE2, profile), 0xFE, new byte[100]);

        assertThat(Given.decoded(dressed).pixels())
                .isEqualTo(Given.decoded(plain).pixels());
    }

    @Test
    void leavesOutWhatComesBehindTheEnd() throws Unreadable {
        byte[] plain = Given.picture("progressive.jpg");

        byte[] longer = Pngs.join(plain, Given.noise(1, 5_000));

        assertThat(Given.decoded(longer).pixels())
                .isEqualTo(Given.decoded(plain).pixels());
    }

    @Test
    void toleratesBytesThatMeanNothing() throws Unreadable {
        byte[] plain = Given.picture("420.jpg");
        byte[] padded = Pngs.join(
                Arrays.copyOf(plain, plain.length - 2),
                new byte[7],
                Arrays.copyOfRange(plain, plain.length - 2, plain.length));

        assertThat(Given.decoded(padded).pixels())
                .isEqualTo(Given.decoded(plain).pixels());
    }

    @Test
    void saysWhatIsWrong() {
        byte[] plain = Given.picture("420.jpg");
        int frame = frameOf(plain);
        assertRefused("ends after 2000 bytes without its end marker", Arrays.copyOf(plain, 2000));
        assertRefused(
                "damaged JPEG: Corrupt JPEG data: premature end of data segment",
                Pngs.join(Arrays.copyOf(plain, 2000), new byte[] {(byte) 0xFF, (byte) 0xD9}));
        assertRefused("lossless, hierarchical, arithmetic-coded", changed(plain, frame + 1, 0xC9));
        assertRefused("of 12 bits a sample, must be 8", changed(plain, frame + 4, 12));
        assertRefused("0 x 61 pixels", changed(changed(plain, frame + 7, 0), frame + 8, 0));
        assertRefused("of 2 colours, must be 1, 3 or 4", changed(plain, frame + 9, 2));
        assertRefused("without any picture", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
    }

    /** A progressive picture may ask for as many passes over all of its pixels as it likes. */
    @Test
    void refusesThousandsOfScans() {
        byte[] plain = Given.picture("progressive.jpg");
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 63, 0, 0};
        byte[][] parts = new byte[2_002][];
        Arrays.fill(parts, scan);
        parts[0] = Arrays.copyOf(plain, plain.length - 2);
        parts[2_001] = new byte[] {(byte) 0xFF, (byte) 0xD9};

        assertRefused("more than 100 scans", Pngs.join(parts));
    }

    @Test
    void keepsTheContextClassLoaderOfWhoeverAsks() {
        ClassLoader mine = new ClassLoader(getClass().getClassLoader()) {};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(mine);
        try {
            JpegReaders.find();

            assertThat(thread.getContextClassLoader()).isSameAs(mine);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** With a segment behind the first marker. */
    static byte[] with(byte[] jpeg, int marker, byte[] content) {
        int length = content.length + 2;
        return Pngs.join(
                Arrays.copyOf(jpeg, 2),
                new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length},
                content,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static int frameOf(byte[] jpeg) {
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                return i;
            }
        }
        throw new IllegalStateException("no frame");
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static void assertRefused(String sentence, byte[] bytes) {
        assertThatThrownBy(() -> Given.decoded(bytes))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(sentence);
    }
}
