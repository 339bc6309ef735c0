package io.roundhouse.shell;

import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Step;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** A series drawn in columns of letters, with the numbers that a drawing does not tell beneath it. */
record TrendChart(TrendQuery query, List<Point> points) {
    private static final int WIDTH_MAX = 72;
    private static final int HEIGHT = 6;
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final int FULL = 8;

    void print(PrintStream out) {
        out.println(TrendQuery.text(query.name(), query.labels()));
        if (points.isEmpty()) {
            out.println("There are no points in this time.");
            return;
        }
        double[] columns = columns();
        DoubleSummaryStatistics seen =
                Arrays.stream(columns).filter(value -> !Double.isNaN(value)).summaryStatistics();
        double floor = seen.getMin() > seen.getMax() / 2 || seen.getMin() < 0 ? seen.getMin() : 0;
        String top = Texts.number(seen.getMax());
        String bottom = Texts.number(floor);
        int margin = Math.max(top.length(), bottom.length());
        for (int row = HEIGHT - 1; row >= 0; row--) {
            String label = row == HEIGHT - 1 ? top : row == 0 ? bottom : "";
            out.println(" ".repeat(margin - label.length()) + label + " |" + row(columns, row, floor, seen.getMax()));
        }
        String from = Texts.time(query.fromMillis());
        String to = Texts.time(query.toMillis());
        int gap = columns.length - from.length() - to.length();
        out.println(" ".repeat(margin + 2) + from + (gap > 0 ? " ".repeat(gap) : " .. ") + to);
        out.println(sentence());
    }

    private static String row(double[] columns, int row, double floor, double top) {
        StringBuilder line = new StringBuilder();
        for (double value : columns) {
            int eighths = 0;
            if (!Double.isNaN(value)) {
                double share = top > floor ? (value - floor) / (top - floor) : 1;
                int height = (int) Math.round(share * HEIGHT * FULL);
                eighths = Math.max(0, Math.min(FULL, Math.max(height, 1) - row * FULL)); // what is there is seen
            }
            line.append(EIGHTHS.charAt(eighths));
        }
        return line.toString().stripTrailing();
    }

    /** The mean of the points that share a column; NaN where there is none. */
    private double[] columns() {
        long from = Math.floorDiv(query.fromMillis(), stepMillis());
        long steps = Math.floorDiv(query.toMillis() - 1, stepMillis()) + 1 - from;
        int width = (int) Math.min(WIDTH_MAX, steps);
        double[] sums = new double[width];
        int[] counts = new int[width];
        for (Point point : points) {
            long step = Math.floorDiv(point.atMillis(), stepMillis()) - from;
            int column = (int) Math.max(0, Math.min(width - 1, step * width / steps));
            sums[column] += value(point);
            counts[column]++;
        }
        for (int i = 0; i < width; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return sums;
    }

    private long stepMillis() {
        return switch (query.step()) {
            case MINUTE -> 60_000;
            case HOUR -> 3_600_000;
            case DAY -> 86_400_000;
        };
    }

    private double value(Point point) {
        return query.grows() ? point.sum() : point.sum() / point.count();
    }

    private String sentence() {
        DoubleSummaryStatistics values =
                points.stream().mapToDouble(this::value).summaryStatistics();
        String step = query.step().name().toLowerCase(Locale.ROOT);
        String all = query.grows() ? ", " + Texts.number(values.getSum()) + " in all" : "";
        return String.format(
                Locale.ROOT,
                "%d points, one %s: %s to %s, on average %s%s.",
                points.size(),
                query.step() == Step.HOUR ? "an hour" : "a " + step,
                Texts.number(values.getMin()),
                Texts.number(values.getMax()),
                Texts.number(values.getAverage()),
                all);
    }
}
