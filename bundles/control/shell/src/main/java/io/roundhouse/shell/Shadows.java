package io.roundhouse.shell;

import io.roundhouse.server.flow.Shadowing.Arm;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A watching arm as a person reads it. */
final class Shadows {
    private Shadows() {}

    /** {@code got 9,412 of 10,000 mirrored, 3 failed; left out: 588 busy}. */
    static String sentence(Arm arm) {
        String text = String.format(Locale.ROOT, "got %,d of %,d mirrored", arm.got(), arm.mirrored());
        text += arm.failed() == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", arm.failed());
        text += arm.leftOut().isEmpty() ? "" : "; left out: " + leftOut(arm);
        return arm.alarm() ? text + "; " + alarm(arm) : text;
    }

    /** {@code 500 busy, 88 queue full}. */
    static String leftOut(Arm arm) {
        return Texts.orDash(new TreeMap<>(arm.leftOut())
                .entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%,d ", entry.getValue())
                                + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")));
    }

    static String alarm(Arm arm) {
        return arm.alarm() ? "ALARM: gets nothing for " + arm.silence().toSeconds() + " s" : "-";
    }
}
