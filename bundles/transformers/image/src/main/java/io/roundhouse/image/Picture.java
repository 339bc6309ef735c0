package io.roundhouse.image;

/**
 * A decoded picture, row by row from the top left.
 *
 * @param bands 1: grey; 3: red, green, blue
 * @param pixels one unsigned byte a band; nobody writes to it any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and large
record Picture(int width, int height, int bands, byte[] pixels) {
    /** Luma as ITU-R BT.601 weighs it, in 16 bits of fixed point as Pillow's {@code convert("L")} does. */
    Picture grey() {
        if (bands == 1) {
            return this;
        }
        byte[] grey = new byte[width * height];
        for (int i = 0, from = 0; i < grey.length; i++, from += 3) {
            int red = pixels[from] & 0xFF;
            int green = pixels[from + 1] & 0xFF;
            int blue = pixels[from + 2] & 0xFF;
            grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
        }
        return new Picture(width, height, 1, grey);
    }

    /**
     * Turned and mirrored so that it stands upright.
     *
     * @param orientation as EXIF tells it, 1 to 8; 1 leaves it as it is
     */
    Picture upright(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean turned = orientation >= 5;
        int newWidth = turned ? height : width;
        int newHeight = turned ? width : height;
        byte[] made = new byte[pixels.length];
        for (int y = 0, to = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int fromX = turned ? y : x;
                int fromY = turned ? x : y;
                if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
                    fromX = width - 1 - fromX;
                }
                if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
                    fromY = height - 1 - fromY;
                }
                int from = (fromY * width + fromX) * bands;
                for (int band = 0; band < bands; band++) {
                    made[to++] = pixels[from + band];
                }
            }
        }
        return new Picture(newWidth, newHeight, bands, made);
    }
}
