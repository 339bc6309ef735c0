package io.roundhouse.feedback;

import java.util.List;

/** How good a prediction was, given the truth; pure arithmetic. */
final class Scoring {
    /** Probabilities are clipped here, so that one sure mistake does not make the mean infinite. */
    static final double CLIP = 1e-15;

    /** What single precision and a softmax leave over. */
    private static final double SLACK = 1e-3;

    private final FeedbackSettings settings;

    Scoring(FeedbackSettings settings) {
        this.settings = settings;
    }

    /**
     * The score of one row.
     *
     * @param correct 1 or 0
     * @param brier NaN without probabilities, as is the log loss
     * @param positiveScore the probability of the positive class; NaN where there is none
     * @param isPositive whether the truth is the positive class
     */
    record Score(double correct, double brier, double logLoss, double positiveScore, boolean isPositive) {
        boolean isScored() {
            return !Double.isNaN(brier);
        }
    }

    /** Whether that label can be the truth of this prediction. */
    boolean isClass(Prediction prediction, String label) {
        return prediction.columns() == 0
                ? settings.classes().isEmpty()
                        || index(label, settings.classes().size()) >= 0
                : index(label, Math.max(2, prediction.columns())) >= 0;
    }

    /** What {@link #isClass} compares with, for a message. */
    String classes(Prediction prediction) {
        return settings.classes().isEmpty()
                ? "0 to " + (Math.max(2, prediction.columns()) - 1)
                : settings.classes().toString();
    }

    Score score(Prediction prediction, int row, String label) {
        if (prediction.columns() == 0) {
            boolean correct = plain(prediction.labels().get(row)).equals(plain(label));
            return new Score(correct ? 1 : 0, Double.NaN, Double.NaN, Double.NaN, false);
        }
        int columns = prediction.columns();
        int truth = index(label, Math.max(2, columns));
        int positive = settings.positive(columns);
        if (columns == 1) {
            return binary(prediction.value(row, 0), truth == positive);
        }
        int top = 0;
        double sum = 0;
        double squares = 0;
        boolean areProbabilities = true;
        for (int i = 0; i < columns; i++) {
            double p = prediction.value(row, i);
            areProbabilities &= p >= -SLACK && p <= 1 + SLACK;
            top = p > prediction.value(row, top) ? i : top;
            sum += p;
            double distance = p - (i == truth ? 1 : 0);
            squares += distance * distance;
        }
        double correct = top == truth ? 1 : 0;
        if (!areProbabilities || !(Math.abs(sum - 1) <= 10 * SLACK)) {
            return new Score(correct, Double.NaN, Double.NaN, Double.NaN, false);
        }
        double positiveScore = positive >= 0 && positive < columns ? prediction.value(row, positive) : Double.NaN;
        double brier = Math.min(1, squares / 2);
        return new Score(correct, brier, logLoss(prediction.value(row, truth)), positiveScore, truth == positive);
    }

    private Score binary(double p, boolean isPositive) {
        double correct = (p >= settings.threshold()) == isPositive && !Double.isNaN(p) ? 1 : 0;
        if (!(p >= -SLACK && p <= 1 + SLACK)) {
            return new Score(correct, Double.NaN, Double.NaN, Double.NaN, isPositive);
        }
        double distance = p - (isPositive ? 1 : 0);
        return new Score(correct, Math.min(1, distance * distance), logLoss(isPositive ? p : 1 - p), p, isPositive);
    }

    private static double logLoss(double p) {
        return -Math.log(Math.min(1, Math.max(CLIP, p)));
    }

    private int index(String label, int columns) {
        List<String> classes = settings.classes();
        String plain = plain(label);
        int at = classes.indexOf(label);
        if (at < 0 && classes.isEmpty() && plain.length() <= 2) {
            at = switch (plain) {
                case "" -> -1;
                default -> plain.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(plain) : -1;
            };
        } else if (at < 0 && !classes.isEmpty()) {
            at = classes.indexOf(plain);
        }
        return at < columns ? at : -1;
    }

    /** {@code 1.0} and {@code true} are the class 1, as clients have it that way. */
    private static String plain(String label) {
        if (label.equals("true")) {
            return "1";
        }
        if (label.equals("false")) {
            return "0";
        }
        return label.endsWith(".0") && label.length() > 2 ? label.substring(0, label.length() - 2) : label;
    }
}
