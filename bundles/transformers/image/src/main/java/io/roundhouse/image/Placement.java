package io.roundhouse.image;

/**
 * What part of a picture goes where: a box of the source is resized to {@code width} x {@code height}, of which a window
 * is laid on the canvas.
 *
 * @param box in source pixels, the upright picture's
 * @param left the window's first column of the resized picture
 * @param atX where on the canvas the window begins
 * @param canvasWidth in pixels; what the window leaves free is filled
 */
record Placement(
        Box box,
        int width,
        int height,
        int left,
        int top,
        int windowWidth,
        int windowHeight,
        int atX,
        int atY,
        int canvasWidth,
        int canvasHeight) {
    /** A rectangle; its edges may lie within pixels. */
    record Box(double left, double top, double right, double bottom) {
        double width() {
            return right - left;
        }

        double height() {
            return bottom - top;
        }
    }

    static Placement whole(Box box, int width, int height) {
        return new Placement(box, width, height, 0, 0, width, height, 0, 0, width, height);
    }

    Placement on(int newCanvasWidth, int newCanvasHeight) {
        return new Placement(
                box, width, height, left, top, windowWidth, windowHeight, atX, atY, newCanvasWidth, newCanvasHeight);
    }

    double scaleX() {
        return box.width() / width;
    }

    double scaleY() {
        return box.height() / height;
    }

    /** Where in the source column 0 of the canvas lies. */
    double originX() {
        return box.left() + (left - atX) * scaleX();
    }

    double originY() {
        return box.top() + (top - atY) * scaleY();
    }
}
