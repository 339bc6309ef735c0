package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PngTest {
    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            Pngs.GREY, Set.of(1, 2, 4, 8, 16),
            Pngs.RGB, Set.of(8, 16),
            Pngs.INDEXED, Set.of(1, 2, 4, 8),
            Pngs.GREY_ALPHA, Set.of(8, 16),
            Pngs.RGBA, Set.of(8, 16));

    /** How a picture is written. */
    record Way(int kind, int depth, int filter, boolean interlaced) {}

    @Provide
    Arbitrary<Way> ways() {
        return Arbitraries.of(DEPTHS.keySet()).flatMap(kind -> Combinators.combine(
                        Arbitraries.of(DEPTHS.getOrDefault(kind, Set.of())),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(true, false))
                .as((depth, filter, interlaced) -> new Way(kind, depth, filter, interlaced)));
    }

    @Property(tries = 400)
    void readsWhatWasWritten(
            @ForAll("ways") Way way,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll Random random)
            throws Unreadable {
        int perPixel = Pngs.samples(way.kind());
        int[] samples = random.ints((long) width * height * perPixel, 0, 1 << way.depth())
                .toArray();
        byte[] palette = Given.noise(7, 3 * (1 << Math.min(8, way.depth())));
        byte[] more = way.kind() == Pngs.INDEXED ? Pngs.chunk("PLTE", palette) : new byte[0];

        Picture read = Given.decoded(
                Pngs.of(width, height, way.kind(), way.depth(), way.filter(), way.interlaced(), samples, more));

        int bands = way.kind() == Pngs.GREY || way.kind() == Pngs.GREY_ALPHA ? 1 : 3;
        assertThat(read.bands()).isEqualTo(bands);
        byte[] expected = new byte[width * height * bands];
        for (int i = 0; i < expected.length; i++) {
            int sample = samples[way.kind() == Pngs.INDEXED ? i / 3 : i / bands * perPixel + i % bands];
            expected[i] = way.kind() == Pngs.INDEXED
                    ? palette[sample * 3 + i % 3]
                    : (byte) (way.depth() == 16 ? sample >> 8 : sample * 255 / ((1 << way.depth()) - 1));
        }
        assertThat(read.pixels()).isEqualTo(expected);
    }

    @Test
    void readsDataInManyPieces() throws Unreadable {
        byte[] data = Pngs.deflate(new byte[] {0, 1, 2, 0, 3, 4});
        byte[][] chunks = new byte[data.length + 3][];
        chunks[0] = Pngs.signature();
        chunks[1] = Pngs.header(2, 2, 8, Pngs.GREY, 0);
        for (int i = 0; i < data.length; i++) {
            chunks[i + 2] = Pngs.chunk("IDAT", new byte[] {data[i]});
        }
        chunks[data.length + 2] = Pngs.chunk("IEND", new byte[0]);

        assertThat(Given.decoded(Pngs.join(chunks)).pixels()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void saysWhatIsWrong() {
        byte[] good = Pngs.grey(4, 4, new byte[16]);
        byte[] flipped = good.clone();
        flipped[45] ^= 1;
        assertRefused("its data cannot be inflated", whole(4, 4, 8, 0, new byte[] {1, 2, 3}));
        assertRefused("chunk IDAT at byte 33 has a wrong checksum", flipped);
        assertRefused("less data than 4 x 4 pixels need", whole(4, 4, 8, 0, Pngs.deflate(new byte[7])));
        assertRefused("there is no row filter 9", whole(1, 1, 8, 0, Pngs.deflate(new byte[] {9, 0})));
        assertRefused("no colour type 2 with 4 bits", whole(4, 4, 4, 2, new byte[0]));
        assertRefused("its palette is missing", whole(1, 1, 8, 3, Pngs.deflate(new byte[2])));
        assertRefused("0 x 4 pixels, a side must have 1..65535", whole(0, 4, 8, 0, new byte[0]));
        assertRefused("4 x 4294967295 pixels", whole(4, -1, 8, 0, new byte[0]));
        assertRefused("ends after 40 bytes without its end chunk", java.util.Arrays.copyOf(good, 40));
        assertRefused("chunk IHDR must come first", Pngs.join(Pngs.signature(), Pngs.chunk("IEND", new byte[0])));
        assertRefused(
                "without any picture",
                Pngs.join(Pngs.signature(), Pngs.header(1, 1, 8, Pngs.GREY, 0), Pngs.chunk("IEND", new byte[0])));
        assertRefused(
                "colour 5 of a palette of 2",
                Pngs.of(1, 1, Pngs.INDEXED, 8, 0, false, new int[] {5}, Pngs.chunk("PLTE", new byte[6])));
    }

    private static byte[] whole(int width, int height, int depth, int kind, byte[] data) {
        return Pngs.join(
                Pngs.signature(),
                Pngs.header(width, height, depth, kind, 0),
                Pngs.chunk("IDAT", data),
                Pngs.chunk("IEND", new byte[0]));
    }

    private static void assertRefused(String sentence, byte[] bytes) {
        assertThatThrownBy(() -> Given.decoded(bytes))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(sentence);
    }
}
