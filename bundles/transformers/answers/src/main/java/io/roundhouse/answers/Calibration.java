package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section {@code calibrate} of {@code model.yaml}: exactly one way of making a model as sure as it is right, whose
 * numbers are given, or learnt from labels.
 */
final class Calibration {
    static final String WITH = "with";
    static final String LABEL = "label";

    private static final String OF = "of";
    private static final double NUMBER_MAX = 1e12;
    private static final double TEMPERATURE_MAX = 1e6;
    private static final double TEMPERATURE_MIN = 1e-3;

    private Calibration() {}

    /** How; its numbers stand under the key of its name. */
    enum Way {
        TEMPERATURE,
        PLATT,
        ISOTONIC;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code platt} is of: {@code LOG_ODDS} are those of the column's numbers, which are probabilities then. */
    enum Of {
        SCORES,
        LOG_ODDS
    }

    static RowStep read(Settings settings) {
        Optional<Way> learns = learns(settings);
        String column = settings.text("column");
        RowFunction function = function(settings, way(settings, learns));
        return new RowStep(
                column,
                settings.text("into", column),
                settings.flag("normalise", false) ? new Normalised(function) : function);
    }

    /** Empty where the numbers are there. */
    static Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        Optional<Way> learns = learns(settings);
        return learns.isEmpty() || !given(settings).isEmpty()
                ? Optional.empty()
                : Optional.of(new CalibrationFitting(settings, learns.get(), Labels.find(artifact, settings)));
    }

    /** The way that the settings want to be learnt, whether it is yet or not. */
    private static Optional<Way> learns(Settings settings) {
        settings.allow(
                "column",
                "into",
                WITH,
                OF,
                LABEL,
                "labels",
                "labels_file",
                "temperature",
                "platt",
                "isotonic",
                "normalise");
        if (settings.has(WITH)) {
            settings.text(LABEL);
            return Optional.of(settings.choice(WITH, Way.PLATT));
        }
        for (String key : List.of(LABEL, "labels", "labels_file")) {
            if (settings.has(key)) {
                throw settings.invalid(key, "is to learn from, and 'with' does not say what: " + ways(), null);
            }
        }
        return Optional.empty();
    }

    private static List<String> ways() {
        return Arrays.stream(Way.values()).map(Way::key).toList();
    }

    private static List<Way> given(Settings settings) {
        return Arrays.stream(Way.values())
                .filter(way -> settings.has(way.key()))
                .toList();
    }

    private static Way way(Settings settings, Optional<Way> learns) {
        List<Way> given = given(settings);
        if (given.isEmpty() && learns.isPresent()) {
            throw settings.invalid(
                    WITH, "has nothing learnt yet; `roundhouse fit` learns it from data with labels", null);
        }
        if (given.size() != 1) {
            throw settings.invalid(
                    "column",
                    "must be calibrated in exactly one of the ways " + ways() + ", given were "
                            + given.stream().map(Way::key).toList()
                            + "; with a 'label', 'with' says which is learnt",
                    null);
        }
        if (learns.isPresent() && learns.get() != given.get(0)) {
            throw settings.invalid(
                    WITH,
                    "is " + learns.get().key() + ", but given is "
                            + given.get(0).key(),
                    null);
        }
        return given.get(0);
    }

    private static RowFunction function(Settings settings, Way way) {
        Of of = of(settings, way);
        return switch (way) {
            case TEMPERATURE -> new Softmax(temperature(settings));
            case PLATT -> platt(settings.section("platt"), of);
            case ISOTONIC -> Isotonic.of(settings.section("isotonic"));
        };
    }

    static Of of(Settings settings, Way way) {
        if (settings.has(OF) && way != Way.PLATT) {
            throw settings.invalid(OF, "is for 'platt' only", null);
        }
        return settings.choice(OF, Of.SCORES);
    }

    static double temperature(Settings settings) {
        return settings.number("temperature", 1, TEMPERATURE_MIN, TEMPERATURE_MAX);
    }

    private static Platt platt(Settings settings, Of of) {
        settings.allow("slope", "intercept");
        return new Platt(
                settings.number("slope", 1, -NUMBER_MAX, NUMBER_MAX),
                settings.number("intercept", 0, -NUMBER_MAX, NUMBER_MAX),
                of);
    }
}
