package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.List;

/**
 * What a step knows of each column, learnt from data or written by a person: the section {@code learnt}, in it a section
 * for each column.
 */
final class Learnt {
    static final String KEY = "learnt";

    /** Stands where the settings of a fitted step were not written by a person. */
    private static final String PLACE = "fitted";

    private Learnt() {}

    /** What there is about a column. */
    static Settings of(Settings settings, String column, String... keys) {
        Settings learnt = settings.section(KEY);
        if (!learnt.has(column)) {
            throw settings.invalid(
                    KEY, "says nothing of column '" + column + "'; `roundhouse fit` learns it from data", null);
        }
        return learnt.section(column).allow(keys);
    }

    /** The columns about which there is nothing yet. */
    static List<String> lacking(Settings settings, List<String> columns) {
        Settings learnt = settings.section(KEY).allow(columns.toArray(String[]::new));
        return columns.stream().filter(column -> !learnt.has(column)).toList();
    }

    static Settings.Builder section() {
        return Settings.builder(PLACE);
    }

    /** A section of one number. */
    static Settings section(String key, double number) {
        return section().put(key, Numbers.text(number), PLACE).build();
    }

    /** A section of two numbers. */
    static Settings section(String first, double one, String second, double two) {
        return section()
                .put(first, Numbers.text(one), PLACE)
                .put(second, Numbers.text(two), PLACE)
                .build();
    }

    /** A section of one text. */
    static Settings section(String key, String text) {
        return section().put(key, text, PLACE).build();
    }

    /** A section of one list. */
    static Settings section(String key, List<String> texts) {
        return section().putTexts(key, texts, PLACE).build();
    }

    /** The settings with what was learnt of one more column. */
    static Settings with(Settings settings, String column, Settings learnt) {
        return settings.with(KEY, settings.section(KEY).with(column, learnt));
    }

    static InferenceException nothing(String column, String what) {
        return new InferenceException(
                ErrorCode.INVALID_INPUT,
                "'" + column + "' has no " + what + " in any row, so there is nothing to learn from");
    }

    static InferenceException refused(String column, long row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + column + "': row " + row + " " + what);
    }
}
