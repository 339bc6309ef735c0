package io.roundhouse.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs of every kind, right and wrong. */
final class Pngs {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int INDEXED = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'};

    private Pngs() {}

    static int samples(int kind) {
        return switch (kind) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGBA -> 4;
            default -> 1;
        };
    }

    static byte[] grey(int width, int height, byte[] pixels) {
        return of(width, height, GREY, 8, 0, false, values(pixels), new byte[0]);
    }

    static byte[] rgb(int width, int height, byte[] pixels) {
        return of(width, height, RGB, 8, 0, false, values(pixels), new byte[0]);
    }

    private static int[] values(byte[] pixels) {
        int[] values = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        return values;
    }

    /**
     * A PNG of these samples.
     *
     * @param filter of every row, 0 to 4
     * @param more chunks to stand before the data
     */
    static byte[] of(
            int width, int height, int kind, int depth, int filter, boolean interlaced, int[] samples, byte[] more) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int[][] passes = interlaced
                ? new int[][] {
                    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
                }
                : new int[][] {{0, 0, 1, 1}};
        for (int[] pass : passes) {
            pass(rows, width, height, samples(kind), depth, filter, samples, pass);
        }
        return join(
                SIGNATURE,
                header(width, height, depth, kind, interlaced ? 1 : 0),
                more,
                chunk("IDAT", deflate(rows.toByteArray())),
                chunk("IEND", new byte[0]));
    }

    private static void pass(
            ByteArrayOutputStream rows,
            int width,
            int height,
            int perPixel,
            int depth,
            int filter,
            int[] samples,
            int[] pass) {
        byte[] above = new byte[0];
        for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
            int bits = 0;
            byte[] row = new byte[((width - pass[0] + pass[2] - 1) / pass[2] * perPixel * depth + 7) / 8];
            for (int x = pass[0]; x < width; x += pass[2]) {
                for (int i = 0; i < perPixel; i++, bits += depth) {
                    int value = samples[(y * width + x) * perPixel + i];
                    if (depth == 16) {
                        row[bits / 8] = (byte) (value >> 8);
                        row[bits / 8 + 1] = (byte) value;
                    } else {
                        row[bits / 8] |= (byte) (value << (8 - depth - bits % 8));
                    }
                }
            }
            above = above.length == 0 ? new byte[row.length] : above;
            rows.write(filter);
            rows.writeBytes(filtered(row, above, Math.max(1, perPixel * depth / 8), filter));
            above = row;
        }
    }

    private static byte[] filtered(byte[] row, byte[] above, int back, int filter) {
        byte[] made = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            int left = i < back ? 0 : row[i - back] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < back ? 0 : above[i - back] & 0xFF;
            int guess =
                    switch (filter) {
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        case 4 -> paeth(left, up, corner);
                        default -> 0;
                    };
            made[i] = (byte) (row[i] - guess);
        }
        return made;
    }

    private static int paeth(int a, int b, int c) {
        int p = a + b - c;
        int pa = Math.abs(p - a);
        int pb = Math.abs(p - b);
        int pc = Math.abs(p - c);
        if (pa <= pb && pa <= pc) {
            return a;
        }
        return pb <= pc ? b : c;
    }

    static byte[] header(int width, int height, int depth, int kind, int interlace) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) kind)
                        .put((byte) 0)
                        .put((byte) 0)
                        .put((byte) interlace)
                        .array());
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] signature() {
        return SIGNATURE.clone();
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            made.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return made.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            made.writeBytes(part);
        }
        return made.toByteArray();
    }
}
