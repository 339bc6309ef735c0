package io.roundhouse.drift;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stands under {@code drift}.
 *
 * @param panes of {@code every} in the window
 * @param reference a profile in the model's folder; empty when the reference is learnt from the first requests
 * @param sample every so manieth request is looked at
 * @param only the columns that are watched; empty for all
 */
record DriftSettings(
        Duration every,
        int panes,
        int rowsMin,
        Optional<String> reference,
        int referenceRows,
        Duration referenceTime,
        double alpha,
        double psiWarning,
        double psiAlarm,
        AlarmOn alarmOn,
        int sample,
        List<String> only) {
    static final int PANES_MAX = 12;

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration SHORTEST_PANE = Duration.ofSeconds(1);

    /** What is an alarm; all else that moved is a warning. */
    enum AlarmOn {
        /** An output: what the model answers has changed. Inputs alone move with every season. */
        OUTPUTS,
        ALL
    }

    DriftSettings {
        only = List.copyOf(only);
    }

    static DriftSettings of(Settings settings) {
        settings.allow(
                "window",
                "every",
                "rows_min",
                "reference",
                "reference_rows",
                "reference_time",
                "alpha",
                "psi_warning",
                "psi_alarm",
                "alarm_on",
                "sample",
                "columns");
        Duration window = settings.duration("window", Duration.ofHours(1), LONGEST);
        Duration every = settings.duration("every", window.dividedBy(PANES_MAX), window);
        double warning = settings.number("psi_warning", 0.1, 0.01, 10);
        double alarm = settings.number("psi_alarm", Math.max(0.25, warning), 0.01, 10);
        if (alarm < warning) {
            throw settings.invalid("psi_alarm", "must be at least psi_warning, " + warning + ", was " + alarm, null);
        }
        return new DriftSettings(
                every,
                panes(settings, window, every),
                (int) settings.integer("rows_min", 200, 30, 1_000_000),
                settings.findText("reference"),
                (int) settings.integer("reference_rows", 5000, 500, 10_000_000),
                settings.duration("reference_time", window, LONGEST),
                settings.number("alpha", 0.01, 1e-9, 0.5),
                warning,
                alarm,
                settings.choice("alarm_on", AlarmOn.OUTPUTS),
                (int) settings.integer("sample", 1, 1, 1_000_000),
                columns(settings));
    }

    private static int panes(Settings settings, Duration window, Duration every) {
        long panes = every.compareTo(SHORTEST_PANE) < 0 ? 0 : window.dividedBy(every);
        if (panes < 1 || panes > PANES_MAX || !every.multipliedBy(panes).equals(window)) {
            throw settings.invalid(
                    settings.has("every") ? "every" : "window",
                    "must cut the window into 1.." + PANES_MAX + " equal panes of at least 1s, but window is "
                            + Texts.duration(window) + " and every is " + Texts.duration(every),
                    null);
        }
        return (int) panes;
    }

    /** A list in {@code model.yaml}, or names with commas between from the shell. */
    private static List<String> columns(Settings settings) {
        return settings.isTexts("columns") || !settings.has("columns")
                ? settings.texts("columns")
                : Arrays.stream(settings.text("columns").split(",", -1))
                        .map(String::strip)
                        .toList();
    }

    Duration window() {
        return every.multipliedBy(panes);
    }
}
