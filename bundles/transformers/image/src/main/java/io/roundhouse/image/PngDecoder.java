package io.roundhouse.image;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates and unfilters row by row; no more is inflated than the header promised. */
final class PngDecoder {
    /** Adam7: first column, first row, steps to the right and down. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private final byte[] bytes;
    private final List<Png.Part> data;
    private final Header header;
    private final PngFormat format;
    private final byte[] palette;
    private final byte[] pixels;
    private int part;

    PngDecoder(byte[] bytes, List<Png.Part> data, Header header, PngFormat format, byte[] palette) {
        this.bytes = bytes;
        this.data = data;
        this.header = header;
        this.format = format;
        this.palette = palette;
        this.pixels = new byte[header.width() * header.height() * format.bands()];
    }

    Picture decode() throws Unreadable {
        Inflater inflater = new Inflater();
        try {
            for (int[] pass : format.interlaced() ? PASSES : ONE_PASS) {
                pass(inflater, pass[0], pass[1], pass[2], pass[3]);
            }
        } finally {
            inflater.end();
        }
        return new Picture(header.width(), header.height(), format.bands(), pixels);
    }

    private void pass(Inflater inflater, int firstX, int firstY, int stepX, int stepY) throws Unreadable {
        int width = (header.width() - firstX + stepX - 1) / stepX;
        if (width <= 0) {
            return;
        }
        byte[] row = new byte[1 + format.rowBytes(width)];
        byte[] above = new byte[row.length];
        for (int y = firstY; y < header.height(); y += stepY) {
            fill(inflater, row);
            unfilter(row, above);
            put(row, width, (y * header.width() + firstX) * format.bands(), stepX * format.bands());
            byte[] next = above;
            above = row;
            row = next;
        }
    }

    private void fill(Inflater inflater, byte[] row) throws Unreadable {
        int filled = 0;
        try {
            while (filled < row.length) {
                int count = inflater.inflate(row, filled, row.length - filled);
                filled += count;
                if (count == 0) {
                    feed(inflater);
                }
            }
        } catch (DataFormatException e) {
            throw Png.damaged("its data cannot be inflated: " + e.getMessage());
        }
    }

    private void feed(Inflater inflater) throws Unreadable {
        if (inflater.needsDictionary() || inflater.finished() || part == data.size()) {
            throw Png.damaged("there is less data than " + header.width() + " x " + header.height() + " pixels need");
        }
        if (inflater.needsInput()) {
            Png.Part next = data.get(part++);
            inflater.setInput(bytes, next.from(), next.length());
        }
    }

    private void unfilter(byte[] row, byte[] above) throws Unreadable {
        int back = format.pixelBytes();
        switch (row[0]) {
            case 0 -> {
                // as it is
            }
            case 1 -> {
                for (int i = 1 + back; i < row.length; i++) {
                    row[i] += row[i - back];
                }
            }
            case 2 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 1; i < row.length; i++) {
                    int left = i > back ? row[i - back] & 0xFF : 0;
                    row[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
                }
            }
            case 4 -> {
                for (int i = 1; i < row.length; i++) {
                    boolean first = i <= back;
                    row[i] += (byte) paeth(
                            first ? 0 : row[i - back] & 0xFF, above[i] & 0xFF, first ? 0 : above[i - back] & 0xFF);
                }
            }
            default -> throw Png.damaged("there is no row filter " + (row[0] & 0xFF));
        }
    }

    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    /** A row's samples into every {@code step}th byte of the pixels; of 16 bits the upper 8 count. */
    private void put(byte[] row, int width, int at, int step) throws Unreadable {
        if (format.depth() < 8) {
            putSmall(row, width, at, step);
            return;
        }
        int sampleBytes = format.depth() / 8;
        int pixelBytes = format.pixelBytes();
        for (int x = 0, from = 1; x < width; x++, from += pixelBytes, at += step) {
            if (format.indexed()) {
                putIndexed(row[from] & 0xFF, at);
            } else {
                for (int band = 0; band < format.bands(); band++) {
                    pixels[at + band] = row[from + band * sampleBytes];
                }
            }
        }
    }

    private void putSmall(byte[] row, int width, int at, int step) throws Unreadable {
        int depth = format.depth();
        int most = (1 << depth) - 1;
        for (int x = 0; x < width; x++, at += step) {
            int bit = x * depth;
            int value = (row[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & most;
            if (format.indexed()) {
                putIndexed(value, at);
            } else {
                pixels[at] = (byte) (value * 255 / most);
            }
        }
    }

    private void putIndexed(int index, int at) throws Unreadable {
        if (index * 3 >= palette.length) {
            throw Png.damaged("colour " + index + " of a palette of " + palette.length / 3 + " is used");
        }
        System.arraycopy(palette, index * 3, pixels, at, 3);
    }
}
