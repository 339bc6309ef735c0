package io.roundhouse.image;

/** Samples become red, green, blue by libjpeg's formulas (JFIF 1.02, in 16 bits of fixed point), bit for bit. */
final class JpegColours {
    private static final int HALF = 1 << 15;
    private static final int RED_CR = fixed(1.40200);
    private static final int GREEN_CB = fixed(0.34414);
    private static final int GREEN_CR = fixed(0.71414);
    private static final int BLUE_CB = fixed(1.77200);

    private JpegColours() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << 16) + 0.5);
    }

    static void convert(JpegSegments.Colours colours, byte[] line, byte[] pixels, int at) {
        switch (colours) {
            case GREY, RGB -> System.arraycopy(line, 0, pixels, at, line.length);
            case YCC -> {
                for (int i = 0; i < line.length; i += 3, at += 3) {
                    ycc(line, i, pixels, at);
                }
            }
            case CMYK, YCCK -> {
                for (int i = 0; i < line.length; i += 4, at += 3) {
                    ink(colours, line, i, pixels, at);
                }
            }
        }
    }

    private static void ycc(byte[] line, int i, byte[] pixels, int at) {
        int y = line[i] & 0xFF;
        int cb = (line[i + 1] & 0xFF) - 128;
        int cr = (line[i + 2] & 0xFF) - 128;
        pixels[at] = clamp(y + ((RED_CR * cr + HALF) >> 16));
        pixels[at + 1] = clamp(y + ((HALF - GREEN_CB * cb - GREEN_CR * cr) >> 16));
        pixels[at + 2] = clamp(y + ((BLUE_CB * cb + HALF) >> 16));
    }

    /** Inks are stored inverted, as Adobe does and every reader expects; black is mixed in as Pillow does. */
    private static void ink(JpegSegments.Colours colours, byte[] line, int i, byte[] pixels, int at) {
        boolean inverted = colours == JpegSegments.Colours.YCCK;
        if (inverted) {
            ycc(line, i, pixels, at);
        } else {
            System.arraycopy(line, i, pixels, at, 3);
        }
        int white = line[i + 3] & 0xFF;
        for (int band = 0; band < 3; band++) {
            int stored = pixels[at + band] & 0xFF;
            int ink = inverted ? stored : 255 - stored;
            int product = ink * white + 128;
            pixels[at + band] = clamp(white - (((product >> 8) + product) >> 8));
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
