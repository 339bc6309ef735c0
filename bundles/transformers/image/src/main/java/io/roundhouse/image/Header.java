package io.roundhouse.image;

/**
 * What is known of a picture before any of its pixels is decoded.
 *
 * @param width as stored, before it is turned upright
 * @param orientation as EXIF tells it, 1 to 8; 1 when it tells nothing
 * @param decodeBytes about how much memory decoding takes at most
 */
record Header(int width, int height, int orientation, long decodeBytes) {
    /** Beyond this, resizing would need more for its weights than for the picture. JPEG has no more anyway. */
    static final int SIDE_MAX = 65_535;

    static Header of(long width, long height, int orientation, int bytesPerPixel) throws Unreadable {
        if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) {
            throw new Unreadable("is " + width + " x " + height + " pixels, a side must have 1.." + SIDE_MAX);
        }
        return new Header((int) width, (int) height, orientation, width * height * bytesPerPixel);
    }

    long pixels() {
        return (long) width * height;
    }

    private boolean turned(boolean upright) {
        return upright && orientation >= 5;
    }

    /** The width when it stands upright, or as stored. */
    int width(boolean upright) {
        return turned(upright) ? height : width;
    }

    int height(boolean upright) {
        return turned(upright) ? width : height;
    }
}
