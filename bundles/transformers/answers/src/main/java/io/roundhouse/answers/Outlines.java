package io.roundhouse.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The connected regions of a map's pixels above a threshold, neighbours by a corner included. Each is told by the first
 * and the last pixel of each of its lines, which is all that its convex hull depends on.
 *
 * <p>Lines are cut into runs, and runs that touch one of the line before are united: one pass, and memory by the runs.
 */
final class Outlines {
    private final int width;
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] lines = new int[256];
    private int[] roots = new int[256]; // a run's root has a lower number than it
    private int runs;

    private Outlines(int width) {
        this.width = width;
    }

    /**
     * The regions by their first pixels, each as x and y in turn, by line and then from left to right.
     *
     * @param map line by line; NaN is not above anything
     */
    static List<int[]> of(float[] map, int width, float threshold) {
        Outlines outlines = new Outlines(width);
        int before = 0;
        for (int y = 0; width > 0 && y < map.length / width; y++) {
            int first = outlines.runs;
            outlines.readLine(map, y, threshold);
            outlines.unite(before, first);
            before = first;
        }
        return outlines.points();
    }

    /** Of a map's values on a region's pixels. */
    static double mean(int[] outline, float[] map, int width) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < outline.length; i += 4) { // a run after the other
            for (int x = outline[i]; x <= outline[i + 2]; x++, count++) {
                sum += map[outline[i + 1] * width + x];
            }
        }
        return sum / count;
    }

    private void readLine(float[] map, int y, float threshold) {
        int offset = y * width;
        for (int x = 0; x < width; x++) {
            if (map[offset + x] > threshold) {
                int start = x;
                while (x + 1 < width && map[offset + x + 1] > threshold) {
                    x++;
                }
                add(start, x, y);
            }
        }
    }

    private void add(int start, int end, int y) {
        if (runs == starts.length) {
            starts = Arrays.copyOf(starts, runs * 2);
            ends = Arrays.copyOf(ends, runs * 2);
            lines = Arrays.copyOf(lines, runs * 2);
            roots = Arrays.copyOf(roots, runs * 2);
        }
        starts[runs] = start;
        ends[runs] = end;
        lines[runs] = y;
        roots[runs] = runs;
        runs++;
    }

    /** Those of the line before, from {@code above}, with those of this line, from {@code first}. */
    private void unite(int above, int first) {
        int upper = above;
        int lower = first;
        while (upper < first && lower < runs) {
            if (lines[upper] + 1 == lines[lower]
                    && starts[upper] <= ends[lower] + 1
                    && starts[lower] <= ends[upper] + 1) {
                int left = root(upper);
                int right = root(lower);
                roots[Math.max(left, right)] = Math.min(left, right);
            }
            if (ends[upper] < ends[lower]) {
                upper++;
            } else {
                lower++;
            }
        }
    }

    private int root(int run) {
        int at = run;
        while (roots[at] != at) {
            roots[at] = roots[roots[at]];
            at = roots[at];
        }
        return at;
    }

    private List<int[]> points() {
        int[] sizes = new int[runs];
        for (int run = 0; run < runs; run++) {
            sizes[root(run)]++;
        }
        int[][] points = new int[runs][];
        int[] filled = new int[runs];
        List<int[]> regions = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            int root = root(run);
            if (root == run) {
                points[run] = new int[sizes[run] * 4];
                regions.add(points[run]);
            }
            int at = filled[root];
            filled[root] = at + 4;
            points[root][at] = starts[run];
            points[root][at + 2] = ends[run];
            points[root][at + 1] = lines[run];
            points[root][at + 3] = lines[run];
        }
        return regions;
    }
}
