package io.roundhouse.image;

import java.util.Map;
import java.util.Set;

/**
 * How a PNG stores its pixels.
 *
 * @param depth bits a sample: 1, 2, 4, 8, 16
 * @param samples of a pixel, alpha and palette index included
 * @param bands what becomes of a pixel: 1 grey, 3 colours; alpha is left out
 */
record PngFormat(int depth, int samples, int bands, boolean indexed, boolean interlaced) {
    static final PngFormat NONE = new PngFormat(0, 0, 0, false, false);

    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            0, Set.of(1, 2, 4, 8, 16),
            2, Set.of(8, 16),
            3, Set.of(1, 2, 4, 8),
            4, Set.of(8, 16),
            6, Set.of(8, 16));

    static PngFormat of(int depth, int kind, int compression, int filter, int interlace) throws Unreadable {
        if (!DEPTHS.getOrDefault(kind, Set.of()).contains(depth)) {
            throw Png.damaged("there is no colour type " + kind + " with " + depth + " bits");
        }
        if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
            throw Png.damaged("compression, filter and interlace method are " + compression + ", " + filter + " and "
                    + interlace + ", must be 0, 0 and 0 or 1");
        }
        int samples =
                switch (kind) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        return new PngFormat(depth, samples, kind == 0 || kind == 4 ? 1 : 3, kind == 3, interlace == 1);
    }

    /** Bytes of a row of so many pixels, without its filter byte. */
    int rowBytes(int width) {
        return (int) (((long) width * samples * depth + 7) / 8);
    }

    /** How far back the same sample of the pixel before lies. */
    int pixelBytes() {
        return Math.max(1, samples * depth / 8);
    }
}
