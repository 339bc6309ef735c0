package io.roundhouse.answers;

/**
 * A rectangle at any angle.
 *
 * @param x of its middle
 * @param y of its middle
 * @param along the unit vector of one side, x
 * @param across the same, y
 * @param length of that side
 * @param height of the other
 */
record Rectangle(double x, double y, double along, double across, double length, double height) {
    /** The smallest that holds all corners of a convex hull: one of its sides lies on a side of the hull. */
    static Rectangle around(int[] hull) {
        Rectangle smallest = on(hull, 1, 0); // a single point has no side
        double area = hull.length <= 2 ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < hull.length && hull.length > 2; i += 2) {
            int next = (i + 2) % hull.length;
            double dx = hull[next] - hull[i];
            double dy = hull[next + 1] - hull[i + 1];
            double norm = Math.sqrt(dx * dx + dy * dy);
            Rectangle candidate = on(hull, dx / norm, dy / norm);
            if (candidate.length * candidate.height < area) {
                smallest = candidate;
                area = candidate.length * candidate.height;
            }
        }
        return smallest;
    }

    private static Rectangle on(int[] hull, double along, double across) {
        double lengthMin = Double.POSITIVE_INFINITY;
        double lengthMax = Double.NEGATIVE_INFINITY;
        double heightMin = Double.POSITIVE_INFINITY;
        double heightMax = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < hull.length; i += 2) {
            double u = hull[i] * along + hull[i + 1] * across;
            double v = hull[i + 1] * along - hull[i] * across;
            lengthMin = Math.min(lengthMin, u);
            lengthMax = Math.max(lengthMax, u);
            heightMin = Math.min(heightMin, v);
            heightMax = Math.max(heightMax, v);
        }
        double u = (lengthMin + lengthMax) / 2;
        double v = (heightMin + heightMax) / 2;
        return new Rectangle(
                u * along - v * across,
                u * across + v * along,
                along,
                across,
                lengthMax - lengthMin,
                heightMax - heightMin);
    }

    double shorterSide() {
        return Math.min(length, height);
    }

    /** The same, grown on every side by its area times {@code ratio}, divided by its perimeter. */
    Rectangle grown(double ratio) {
        double perimeter = 2 * (length + height);
        double by = perimeter == 0 ? 0 : length * height * ratio / perimeter;
        return new Rectangle(x, y, along, across, length + 2 * by, height + 2 * by);
    }

    /** The corners, x and y in turn: top left, top right, bottom right, bottom left. */
    double[] corners() {
        double[] corners = new double[8];
        for (int i = 0; i < 4; i++) {
            double u = (i == 0 || i == 3 ? -length : length) / 2;
            double v = (i < 2 ? -height : height) / 2;
            corners[2 * i] = x + u * along - v * across;
            corners[2 * i + 1] = y + u * across + v * along;
        }
        int first = 0;
        for (int i = 1; i < 4; i++) { // a quarter turn more or less changes names, not the order round
            boolean isFirst = corners[2 * i] + corners[2 * i + 1] < corners[2 * first] + corners[2 * first + 1];
            first = isFirst ? i : first;
        }
        double[] ordered = new double[8];
        for (int i = 0; i < 8; i++) {
            ordered[i] = corners[(2 * first + i) % 8];
        }
        return ordered;
    }

    /** The mean of a map's values on the pixels inside; 0 of none. NaN counts as 0. */
    double mean(float[] map, int width) {
        double[] corners = corners();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < corners.length; i += 2) {
            least = Math.min(least, corners[i]);
            most = Math.max(most, corners[i]);
        }
        int top = Math.max(0, (int) Math.ceil(least));
        int bottom = Math.min(map.length / width - 1, (int) Math.floor(most));
        double sum = 0;
        long count = 0;
        double[] span = new double[2];
        for (int line = top; line <= bottom; line++) {
            cut(corners, line, span);
            int from = Math.max(0, (int) Math.ceil(span[0]));
            int to = Math.min(width - 1, (int) Math.floor(span[1]));
            for (int i = line * width + from; i <= line * width + to; i++, count++) {
                sum += map[i] > 0 ? map[i] : 0;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** From where to where a line runs inside. */
    private static void cut(double[] corners, int line, double[] span) {
        span[0] = Double.POSITIVE_INFINITY;
        span[1] = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < corners.length; i += 2) {
            int next = (i + 2) % corners.length;
            double y0 = corners[i + 1];
            double y1 = corners[next + 1];
            if (Math.min(y0, y1) <= line && line <= Math.max(y0, y1)) {
                double share = y0 == y1 ? 1 : (line - y0) / (y1 - y0); // a level side is met at both ends
                double x = corners[i] + share * (corners[next] - corners[i]);
                span[0] = Math.min(span[0], y0 == y1 ? Math.min(corners[i], x) : x);
                span[1] = Math.max(span[1], y0 == y1 ? Math.max(corners[i], x) : x);
            }
        }
    }
}
