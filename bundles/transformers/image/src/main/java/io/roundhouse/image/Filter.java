package io.roundhouse.image;

/** How much a pixel counts at a distance, as in Pillow 9 ({@code area} is its BOX). */
enum Filter {
    NEAREST(0),
    AREA(0.5),
    BILINEAR(1),
    BICUBIC(2);

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    /** Beyond it, pixels count nothing. */
    double support() {
        return support;
    }

    double weight(double distance) {
        double x = Math.abs(distance);
        return switch (this) {
            case NEAREST -> throw new IllegalStateException("nearest takes one pixel and weighs none");
            case AREA -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
            case BILINEAR -> x < 1 ? 1 - x : 0;
            case BICUBIC -> cubic(x);
        };
    }

    /** Keys' cubic convolution with a = -0.5. */
    private static double cubic(double x) {
        if (x < 1) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
}
