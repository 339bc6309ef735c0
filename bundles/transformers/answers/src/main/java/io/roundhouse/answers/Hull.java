package io.roundhouse.answers;

import java.util.Arrays;

/** The convex hull of points, by Andrew's monotone chain over lines instead of columns. */
final class Hull {
    private Hull() {}

    /**
     * The corners, x and y in turn, going round once.
     *
     * @param points x and y in turn, by y and then by x
     */
    static int[] of(int[] points) {
        int[] hull = new int[points.length * 2];
        int size = chain(points, hull, 0, true);
        size = chain(points, hull, Math.max(0, size - 2), false); // it begins where the other ended
        return Arrays.copyOf(hull, Math.max(2, size - 2)); // and ends where the other began
    }

    private static int chain(int[] points, int[] hull, int begin, boolean forward) {
        int size = begin;
        for (int i = 0; i < points.length; i += 2) {
            int from = forward ? i : points.length - 2 - i;
            if (size > begin && hull[size - 2] == points[from] && hull[size - 1] == points[from + 1]) {
                continue; // the same point twice is no side
            }
            while (size >= begin + 4 && !turns(hull, size, points[from], points[from + 1])) {
                size -= 2;
            }
            hull[size] = points[from];
            hull[size + 1] = points[from + 1];
            size += 2;
        }
        return size;
    }

    /** Whether the way from the last two corners to this point turns to the one side, and not back or straight on. */
    private static boolean turns(int[] hull, int size, int x, int y) {
        long dx = (long) hull[size - 2] - hull[size - 4];
        long dy = (long) hull[size - 1] - hull[size - 3];
        return dx * (y - hull[size - 3]) - dy * (x - hull[size - 4]) > 0;
    }
}
