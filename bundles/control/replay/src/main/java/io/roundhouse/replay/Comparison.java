package io.roundhouse.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One answer held against the one captured. A label is the place of the greatest score of a row, or a word or whole number
 * that stands for itself.
 */
final class Comparison {
    /** As many scores are classes; an embedding has more, and its greatest element decides nothing. */
    private static final int CLASSES_MAX = 32;

    boolean equal = true;
    boolean unlike;
    double difference;
    String differenceOutput = "";
    long labels;
    long flips;

    private Comparison() {}

    /** @param label the output that decides; without it the one that looks like it */
    static Comparison of(List<Output> captured, List<Output> answered, Optional<String> label) {
        Comparison comparison = new Comparison();
        String decides = label.orElseGet(() -> pick(captured));
        for (Output one : captured) {
            Optional<Output> other = answered.stream()
                    .filter(output -> output.name().equals(one.name()))
                    .findFirst();
            if (other.isPresent() && isLike(one, other.get())) {
                comparison.compare(one, other.get(), one.name().equals(decides));
            } else {
                comparison.equal = false;
                comparison.unlike = true;
            }
        }
        return comparison;
    }

    private static boolean isLike(Output one, Output other) {
        return one.type().equals(other.type())
                && Arrays.equals(one.shape(), other.shape())
                && one.size() == other.size();
    }

    /** The only one of class scores; else the only one of words. Empty when there are several. */
    private static String pick(List<Output> outputs) {
        List<Output> scores = outputs.stream()
                .filter(output -> output.isFloating() && output.width() >= 2 && output.width() <= CLASSES_MAX)
                .toList();
        List<Output> words =
                outputs.stream().filter(output -> !output.isFloating()).toList();
        List<Output> found = scores.isEmpty() ? words : scores;
        return found.size() == 1 ? found.get(0).name() : "";
    }

    private void compare(Output one, Output other, boolean decides) {
        if (one.isFloating()) {
            numbers(one.name(), one.numbers(), other.numbers());
            if (decides && one.width() >= 2) {
                scores(one.numbers(), other.numbers(), one.width());
            }
        } else {
            words(one, other, decides);
        }
    }

    private void numbers(String name, double[] ones, double[] others) {
        for (int i = 0; i < ones.length; i++) {
            if (Double.compare(ones[i], others[i]) != 0 && ones[i] != others[i]) { // NaN is NaN, and -0 is 0
                equal = false;
                differ(name, Math.abs(ones[i] - others[i]));
            }
        }
    }

    private void differ(String name, double by) {
        double known = Double.isNaN(by) ? Double.POSITIVE_INFINITY : by; // a number for none
        if (known > difference) {
            difference = known;
            differenceOutput = name;
        }
    }

    private void scores(double[] ones, double[] others, int width) {
        for (int from = 0; from + width <= ones.length; from += width) {
            labels++;
            flips += greatest(ones, from, width) == greatest(others, from, width) ? 0 : 1;
        }
    }

    /** The first of several; NaN is less than all. */
    private static int greatest(double[] values, int from, int width) {
        int best = from;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            if (values[i] > most) {
                most = values[i];
                best = i;
            }
        }
        return best;
    }

    private void words(Output one, Output other, boolean decides) {
        boolean whole = one.type().contains("INT");
        for (int i = 0; i < one.words().size(); i++) {
            boolean same = one.words().get(i).equals(other.words().get(i));
            if (decides) {
                labels++;
                flips += same ? 0 : 1;
            }
            if (!same) {
                equal = false;
                if (whole) {
                    differ(
                            one.name(),
                            distance(one.words().get(i), other.words().get(i)));
                }
            }
        }
    }

    private static double distance(String one, String other) {
        try {
            return Math.abs(Double.parseDouble(one) - Double.parseDouble(other));
        } catch (NumberFormatException e) {
            return Double.NaN; // a server that writes no numbers for whole numbers
        }
    }
}
