package io.roundhouse.feedback;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code feedback} of {@code model.yaml}, checked.
 *
 * @param output whose content is the prediction; empty where only rewards are expected
 * @param classes the words of the classes, in the order of the output's columns; empty: they are numbered from 0
 * @param positive the class that AUC is about, and that an output of one column gives the probability of; -1 for none
 * @param threshold from which probability on an output of one column predicts the positive class
 * @param keep how long a prediction waits for its label
 * @param predictionsMax requests kept at most; the oldest make room
 */
record FeedbackSettings(
        Optional<String> output,
        List<String> classes,
        int positive,
        double threshold,
        Duration keep,
        int predictionsMax) {
    static final int CLASSES_MAX = 64;

    private static final Duration KEEP = Duration.ofDays(7);
    private static final Duration KEEP_MIN = Duration.ofMinutes(1);
    private static final Duration KEEP_MAX = Duration.ofDays(366);
    private static final String CLASSES = "classes";
    private static final String POSITIVE = "positive";

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static FeedbackSettings of(Settings section) {
        section.allow("output", CLASSES, POSITIVE, "threshold", "keep", "predictions_max");
        Optional<String> output = section.findText("output");
        if (output.isEmpty() && (section.has(CLASSES) || section.has(POSITIVE) || section.has("threshold"))) {
            throw section.invalid("output", "is missing: without it only rewards are taken", null);
        }
        List<String> classes = section.texts(CLASSES);
        if (section.has(CLASSES) && (classes.size() < 2 || classes.size() > CLASSES_MAX)) {
            throw section.invalid(CLASSES, "must have 2.." + CLASSES_MAX + " words, has " + classes.size(), null);
        }
        if (classes.stream().distinct().count() != classes.size()) {
            throw section.invalid(CLASSES, "has a word twice: " + classes, null);
        }
        Duration keep = section.duration("keep", KEEP, KEEP_MAX);
        if (keep.compareTo(KEEP_MIN) < 0) {
            throw section.invalid("keep", "must be at least 1m, was '" + section.text("keep") + "'", null);
        }
        return new FeedbackSettings(
                output, classes, positive(section, classes), section.number("threshold", 0.5, 0, 1), keep, (int)
                        section.integer("predictions_max", 1_000_000, 1_000, 10_000_000));
    }

    private static int positive(Settings section, List<String> classes) {
        if (classes.isEmpty()) {
            return (int) section.integer(POSITIVE, -1, 0, CLASSES_MAX - 1);
        }
        Optional<String> word = section.findText(POSITIVE);
        if (word.isEmpty()) {
            return -1;
        }
        int at = classes.indexOf(word.get());
        if (at < 0) {
            throw section.invalid(POSITIVE, "must be one of " + classes + ", was '" + word.get() + "'", null);
        }
        return at;
    }

    /** The positive class of an output with so many columns; of two classes the second, unless it is said. */
    int positive(int columns) {
        return positive < 0 && columns <= 2 ? 1 : positive;
    }
}
