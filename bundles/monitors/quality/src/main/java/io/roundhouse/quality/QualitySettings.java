package io.roundhouse.quality;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What stands under {@code quality} in {@code model.yaml}, checked.
 *
 * @param output whose content is the prediction; empty: it is found
 * @param kind what that output holds
 * @param classes the words of the classes, in the order of the output's columns; empty: they are numbered from 0
 * @param positive the class that AUC, precision and recall are about; -1 for none
 * @param hasThreshold whether the owner said one, so that one column must be probabilities
 * @param reference the file of labelled rows; empty for none
 * @param tolerance how much worse than the reference is no reason to look: of the accuracy, or of the error as a part of it
 * @param stamp all of them as a text, for what was learnt under others not to be taken for what these would learn
 */
record QualitySettings(
        Settings source,
        Optional<String> output,
        Kind kind,
        List<String> classes,
        int positive,
        boolean hasThreshold,
        double threshold,
        Duration window,
        String reference,
        int referenceRows,
        int rowsMin,
        Choice calibration,
        OptionalDouble tolerance,
        String stamp) {
    static final int CLASSES_MAX = 64;

    private static final String OUTPUT = "output";
    private static final String KIND = "kind";
    private static final String CLASSES = "classes";
    private static final String POSITIVE = "positive";
    private static final String THRESHOLD = "threshold";
    private static final String WINDOW = "window";
    private static final String REFERENCE = "reference";
    private static final String REFERENCE_ROWS = "reference_rows";
    private static final String ROWS_MIN = "rows_min";
    private static final String CALIBRATION = "calibration";
    private static final String TOLERANCE = "tolerance";
    private static final Duration WINDOW_MIN = Duration.ofSeconds(12);
    private static final Duration WINDOW_MAX = Duration.ofDays(31);

    /** What an output holds. */
    enum Kind {
        /** As its type and name say. */
        AUTO,
        /** One column: of the positive class; several: of each class. */
        PROBABILITIES,
        /** The predicted class itself. */
        LABELS,
        /** A quantity. */
        NUMBERS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether probabilities are corrected by what the reference teaches. */
    enum Choice {
        /** When that makes rows better that it was not learnt from. */
        AUTO,
        ISOTONIC,
        NONE
    }

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static QualitySettings of(Settings settings) {
        settings.allow(
                OUTPUT,
                KIND,
                CLASSES,
                POSITIVE,
                THRESHOLD,
                WINDOW,
                REFERENCE,
                REFERENCE_ROWS,
                ROWS_MIN,
                CALIBRATION,
                TOLERANCE);
        List<String> classes = classes(settings);
        Duration window = settings.duration(WINDOW, Duration.ofHours(1), WINDOW_MAX);
        if (window.compareTo(WINDOW_MIN) < 0) {
            throw settings.invalid(WINDOW, "must be at least 12s, was '" + settings.text(WINDOW) + "'", null);
        }
        return new QualitySettings(
                settings,
                settings.findText(OUTPUT),
                settings.choice(KIND, Kind.AUTO),
                classes,
                positive(settings, classes),
                settings.has(THRESHOLD),
                settings.number(THRESHOLD, 0.5, 0, 1),
                window,
                fileName(settings),
                (int) settings.integer(REFERENCE_ROWS, 1_000, 100, 100_000),
                (int) settings.integer(ROWS_MIN, 100, 10, 1_000_000),
                settings.choice(CALIBRATION, Choice.AUTO),
                settings.has(TOLERANCE)
                        ? OptionalDouble.of(settings.number(TOLERANCE, 0, 0, 10))
                        : OptionalDouble.empty(),
                settings.without(WINDOW, ROWS_MIN, TOLERANCE).canonical());
    }

    /** As a list, or with commas between, as a shell has it. */
    private static List<String> classes(Settings settings) {
        if (!settings.has(CLASSES)) {
            return List.of();
        }
        List<String> classes = settings.isTexts(CLASSES)
                ? settings.texts(CLASSES)
                : List.of(settings.text(CLASSES).split(","));
        if (classes.size() < 2 || classes.size() > CLASSES_MAX) {
            throw settings.invalid(CLASSES, "must have 2.." + CLASSES_MAX + " words, has " + classes.size(), null);
        }
        if (classes.stream().distinct().count() != classes.size()) {
            throw settings.invalid(CLASSES, "has a word twice: " + classes, null);
        }
        return classes;
    }

    private static int positive(Settings settings, List<String> classes) {
        if (classes.isEmpty()) {
            return (int) settings.integer(POSITIVE, -1, 0, CLASSES_MAX - 1);
        }
        Optional<String> word = settings.findText(POSITIVE);
        int at = word.map(classes::indexOf).orElse(-1);
        if (word.isPresent() && at < 0) {
            throw settings.invalid(POSITIVE, "must be one of " + classes + ", was '" + word.get() + "'", null);
        }
        return at;
    }

    private static String fileName(Settings settings) {
        String name = settings.text(REFERENCE, "");
        if (settings.has(REFERENCE)
                && (name.isEmpty() || name.startsWith(".") || name.chars().anyMatch(c -> "/\\\0".indexOf(c) >= 0))) {
            throw settings.invalid(
                    REFERENCE, "must be the name of a file in the model's folder, was '" + name + "'", null);
        }
        return name;
    }

    boolean hasClasses() {
        return !classes.isEmpty() || positive >= 0 || hasThreshold;
    }

    /** The positive class among so many; of two the second, unless it is said. */
    int positive(int columns) {
        return positive < 0 && columns == 2 ? 1 : positive;
    }

    /** How much worse is no reason to look: 0.05 of the accuracy, or a quarter of the error. */
    double tolerance(Kind of) {
        return tolerance.orElse(of == Kind.NUMBERS ? 0.25 : 0.05);
    }

    /** What a person calls that class. */
    String word(int index) {
        return index < classes.size() ? classes.get(index) : Integer.toString(index);
    }
}
