package io.roundhouse.image;

import java.nio.FloatBuffer;

/**
 * A quadrilateral in a picture, its corners clockwise from the top left of what it shows, and the perspective that takes
 * the unit square to it (Heckbert, Fundamentals of Texture Mapping, 1989, section 2.2.3). Coordinates are edges of
 * pixels: the first pixel goes from 0 to 1.
 */
final class Quad {
    private static final double FAR = 100_000;
    private static final double SMALLEST = 1e-3;

    private final double[] x = new double[4];
    private final double[] y = new double[4];

    private Quad() {}

    /** Reads eight numbers. */
    static Quad read(FloatBuffer numbers, int at) throws Unreadable {
        Quad quad = new Quad();
        for (int i = 0; i < 4; i++) {
            quad.x[i] = numbers.get(at + 2 * i);
            quad.y[i] = numbers.get(at + 2 * i + 1);
            if (!(Math.abs(quad.x[i]) <= FAR && Math.abs(quad.y[i]) <= FAR)) { // NaN too
                throw new Unreadable("has a corner at " + quad.x[i] + ", " + quad.y[i]);
            }
        }
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) % 4;
            int last = (i + 2) % 4;
            double cross = (quad.x[next] - quad.x[i]) * (quad.y[last] - quad.y[next])
                    - (quad.y[next] - quad.y[i]) * (quad.x[last] - quad.x[next]);
            if (cross < SMALLEST) {
                throw new Unreadable("is no convex quadrilateral with its corners clockwise from the top left");
            }
        }
        return quad;
    }

    private double side(int from, int to) {
        return Math.hypot(x[to] - x[from], y[to] - y[from]);
    }

    private int across() {
        return Math.max(1, (int) Math.rint(Math.max(side(0, 1), side(3, 2))));
    }

    private int down() {
        return Math.max(1, (int) Math.rint(Math.max(side(0, 3), side(1, 2))));
    }

    private boolean turns(double turnRatio) {
        return turnRatio > 0 && down() >= turnRatio * across();
    }

    /** Of the crop, in the picture's own pixels; a high one is turned. */
    int width(double turnRatio) {
        return turns(turnRatio) ? down() : across();
    }

    int height(double turnRatio) {
        return turns(turnRatio) ? across() : down();
    }

    long pixels() {
        return (long) across() * down();
    }

    /** What it shows, straightened; beyond the picture's edge its last pixel goes on. */
    Picture cut(Picture from, double turnRatio) {
        double[] t = transform();
        boolean turns = turns(turnRatio);
        int width = width(turnRatio);
        int height = height(turnRatio);
        byte[] made = new byte[width * height * from.bands()];
        for (int row = 0, at = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at += from.bands()) {
                // Turned to the left, as numpy's rot90: what was at the right edge is at the top.
                double u = turns ? 1 - (row + 0.5) / height : (column + 0.5) / width;
                double v = turns ? (column + 0.5) / width : (row + 0.5) / height;
                double w = t[6] * u + t[7] * v + 1;
                sample(from, (t[0] * u + t[1] * v + t[2]) / w, (t[3] * u + t[4] * v + t[5]) / w, made, at);
            }
        }
        return new Picture(width, height, from.bands(), made);
    }

    private double[] transform() {
        double sumX = x[0] - x[1] + x[2] - x[3];
        double sumY = y[0] - y[1] + y[2] - y[3];
        double x1 = x[1] - x[2];
        double x2 = x[3] - x[2];
        double y1 = y[1] - y[2];
        double y2 = y[3] - y[2];
        double area = x1 * y2 - x2 * y1; // not 0: it is convex
        double g = (sumX * y2 - x2 * sumY) / area;
        double h = (x1 * sumY - sumX * y1) / area;
        return new double[] {
            x[1] - x[0] + g * x[1],
            x[3] - x[0] + h * x[3],
            x[0],
            y[1] - y[0] + g * y[1],
            y[3] - y[0] + h * y[3],
            y[0],
            g,
            h
        };
    }

    /** Bilinear between the centres of the four nearest pixels. */
    private static void sample(Picture from, double x, double y, byte[] into, int at) {
        double left = Math.floor(x - 0.5);
        double top = Math.floor(y - 0.5);
        double right = x - 0.5 - left;
        double down = y - 0.5 - top;
        int x0 = clamp(left, from.width());
        int x1 = clamp(left + 1, from.width());
        int y0 = clamp(top, from.height()) * from.width();
        int y1 = clamp(top + 1, from.height()) * from.width();
        for (int band = 0; band < from.bands(); band++) {
            double above = value(from, y0 + x0, band) * (1 - right) + value(from, y0 + x1, band) * right;
            double below = value(from, y1 + x0, band) * (1 - right) + value(from, y1 + x1, band) * right;
            into[at + band] = (byte) (int) (above * (1 - down) + below * down + 0.5);
        }
    }

    private static int value(Picture from, int pixel, int band) {
        return from.pixels()[pixel * from.bands() + band] & 0xFF;
    }

    private static int clamp(double index, int size) {
        return (int) Math.max(0, Math.min(size - 1, index));
    }
}
