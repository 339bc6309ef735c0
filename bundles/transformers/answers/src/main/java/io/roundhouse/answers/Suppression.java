package io.roundhouse.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Of boxes of one class that show the same thing, the surest one. Greedy; every count is bounded. */
final class Suppression {
    private Suppression() {}

    /**
     * Those to keep, in their order.
     *
     * @param candidates of one row, the surest first
     */
    static List<Finding> of(List<Finding> candidates, DetectionsSettings settings) {
        List<Finding> kept = new ArrayList<>();
        for (int i = 0; i < candidates.size() && kept.size() < settings.boxesMax(); i++) {
            Finding next = candidates.get(i);
            if (kept.stream().noneMatch(other -> isSame(other, next, settings.overlapMax()))) {
                kept.add(next);
            }
        }
        return kept;
    }

    private static boolean isSame(Finding left, Finding right, double overlapMax) {
        return left.kind() == right.kind() && overlap(left.box(), right.box()) > overlapMax;
    }

    /** What is common to both as a share of what either covers; 0 when they cover nothing. */
    static double overlap(float[] left, float[] right) {
        double width = Math.min(left[2], right[2]) - Math.max(left[0], right[0]);
        double height = Math.min(left[3], right[3]) - Math.max(left[1], right[1]);
        double common = Math.max(0, width) * Math.max(0, height);
        double either = area(left) + area(right) - common;
        return either > 0 ? common / either : Arrays.equals(left, right) ? 1 : 0;
    }

    private static double area(float[] box) {
        return ((double) box[2] - box[0]) * ((double) box[3] - box[1]);
    }
}
