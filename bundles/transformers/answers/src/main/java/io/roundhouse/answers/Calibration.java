package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.util.List;

/** The section {@code calibrate} of {@code model.yaml}: exactly one way of making a model as sure as it is right. */
final class Calibration {
    private static final List<String> WAYS = List.of("temperature", "platt", "isotonic");
    private static final double NUMBER_MAX = 1e6;
    private static final double TEMPERATURE_MIN = 1e-3;

    private Calibration() {}

    static RowStep read(Settings settings) {
        settings.allow("column", "into", "temperature", "platt", "isotonic", "normalise");
        String column = settings.text("column");
        RowFunction function = way(settings);
        return new RowStep(
                column,
                settings.text("into", column),
                settings.flag("normalise", false) ? new Normalised(function) : function);
    }

    private static RowFunction way(Settings settings) {
        List<String> given = WAYS.stream().filter(settings::has).toList();
        if (given.size() != 1) {
            throw settings.invalid(
                    "column", "must be calibrated in exactly one of the ways " + WAYS + ", given were " + given, null);
        }
        return switch (given.get(0)) {
            case "temperature" -> new Softmax(temperature(settings));
            case "platt" -> platt(settings.section("platt"));
            default -> Isotonic.of(settings.section("isotonic"));
        };
    }

    static double temperature(Settings settings) {
        return settings.number("temperature", 1, TEMPERATURE_MIN, NUMBER_MAX);
    }

    private static Sigmoid platt(Settings settings) {
        settings.allow("slope", "intercept");
        return new Sigmoid(
                settings.number("slope", 1, -NUMBER_MAX, NUMBER_MAX),
                settings.number("intercept", 0, -NUMBER_MAX, NUMBER_MAX));
    }
}
