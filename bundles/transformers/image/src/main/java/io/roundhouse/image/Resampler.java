package io.roundhouse.image;

/**
 * Resizes 8-bit pictures as Pillow's {@code Image.resize(size, filter, box)} does, to the bit: first across, rounded to
 * 8 bits, then down. Without {@code antialias} a pixel looks only at its nearest neighbours, as OpenCV and older
 * frameworks do.
 */
record Resampler(Filter filter, boolean antialias) {
    /** The window of the placement, {@code bands} bytes a pixel. */
    byte[] apply(Picture source, Placement to) {
        if (filter == Filter.NEAREST) {
            return nearest(source, to);
        }
        Placement.Box box = to.box();
        Kernel across = Kernel.of(
                filter, antialias, source.width(), box.left(), box.right(), to.width(), to.left(), to.windowWidth());
        Kernel down = Kernel.of(
                filter, antialias, source.height(), box.top(), box.bottom(), to.height(), to.top(), to.windowHeight());
        int bands = source.bands();
        int lineBytes = across.size() * bands;
        byte[] lines = new byte[(down.end() - down.first()) * lineBytes];
        for (int y = down.first(), at = 0; y < down.end(); y++, at += lineBytes) {
            across.across(source.pixels(), y * source.width() * bands, bands, lines, at);
        }
        byte[] made = new byte[down.size() * lineBytes];
        int[] sums = new int[lineBytes];
        for (int y = 0; y < down.size(); y++) {
            down.down(y, lines, sums, made, y * lineBytes);
        }
        return made;
    }

    /** Bytes that lie between the two directions. */
    long linesBytes(int sourceHeight, int bands, Placement to) {
        double reach = filter.support() * Math.max(to.scaleY(), 1);
        double rows = Math.min(sourceHeight, to.windowHeight() * to.scaleY() + 2 * reach + 2);
        return (long) (rows * to.windowWidth() * bands);
    }

    private static byte[] nearest(Picture source, Placement to) {
        int bands = source.bands();
        byte[] made = new byte[to.windowWidth() * to.windowHeight() * bands];
        for (int y = 0, at = 0; y < to.windowHeight(); y++) {
            int fromY = pixel(to.box().top(), to.scaleY(), to.top() + y, source.height());
            for (int x = 0; x < to.windowWidth(); x++) {
                int fromX = pixel(to.box().left(), to.scaleX(), to.left() + x, source.width());
                int from = (fromY * source.width() + fromX) * bands;
                for (int band = 0; band < bands; band++) {
                    made[at++] = source.pixels()[from + band];
                }
            }
        }
        return made;
    }

    private static int pixel(double low, double scale, int index, int size) {
        return Math.max(0, Math.min(size - 1, (int) Math.floor(low + (index + 0.5) * scale)));
    }
}
