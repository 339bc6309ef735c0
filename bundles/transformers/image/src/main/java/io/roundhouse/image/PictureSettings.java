package io.roundhouse.image;

import io.roundhouse.api.config.Settings;

/**
 * How pictures are read, and how much of them.
 *
 * @param column of encoded pictures
 * @param upright whether EXIF orientation is applied
 * @param pixelsMax of one picture
 * @param batchPixelsMax of all pictures of a request
 * @param bytesMax that a request's tensor may take
 */
record PictureSettings(String column, boolean upright, long pixelsMax, long batchPixelsMax, long bytesMax) {
    static final String[] KEYS = {"column", "upright", "pixels_max", "batch_pixels_max", "bytes_max"};

    /** Three bytes a pixel must fit an array. */
    private static final long PIXELS_LIMIT = 500_000_000;

    static PictureSettings read(Settings settings) {
        long pixelsMax = settings.integer("pixels_max", 50_000_000, 1, PIXELS_LIMIT);
        return new PictureSettings(
                settings.text("column", "picture"),
                settings.flag("upright", true),
                pixelsMax,
                settings.integer("batch_pixels_max", Math.max(200_000_000, pixelsMax), pixelsMax, 64 * PIXELS_LIMIT),
                settings.integer("bytes_max", 256L << 20, 1, Integer.MAX_VALUE));
    }
}
