package io.roundhouse.answers;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which class a label in data is: one of those named, else its number. Of a column with one number a row there are two, and
 * the number is of the second.
 */
final class ClassNames {
    private static final int SHOWN_MAX = 40;
    private static final int LISTED_MAX = 20;

    private final String column;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    ClassNames(String column, Optional<Labels> labels) {
        this.column = column;
        this.names = labels.map(Labels::names).orElse(List.of());
        names.forEach(name -> places.putIfAbsent(name, places.size()));
    }

    String name(int index) {
        return names.isEmpty() ? Integer.toString(index) : names.get(index);
    }

    /** Fails unless there is a number for each, or one for two. */
    void requireFit(String scores, int width) {
        int expected = width == 1 ? 2 : width;
        if (!names.isEmpty() && names.size() != expected) {
            throw Columns.mismatch(
                    "calibrate",
                    "'" + scores + "' has " + width + (width == 1 ? " number" : " numbers") + " a row, which takes "
                            + expected + " labels, but " + names.size() + " are given");
        }
        if (places.size() < names.size()) {
            throw Columns.mismatch("calibrate", "two of the labels are the same");
        }
    }

    /**
     * The class.
     *
     * @param row where it stands, counted from 1
     * @param width the numbers of a row
     */
    int find(int row, String text, int width) {
        int count = width == 1 ? 2 : width;
        Integer place = names.isEmpty() ? number(text, count) : places.get(text);
        if (place != null) {
            return place;
        }
        String shown = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        throw new InferenceException(
                ErrorCode.INVALID_INPUT,
                "row " + row + ": '" + column + "' holds '" + shown + "', which is none of the "
                        + (names.isEmpty()
                                ? "classes 0 to " + (count - 1) + "; where they have names, 'labels' gives them"
                                : names.size() + " labels" + suggestion(text)));
    }

    private String suggestion(String text) {
        return names.size() <= LISTED_MAX
                ? Nearest.suggestion(text, names)
                : Nearest.find(text, names)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
    }

    /** As {@code 1}, and as {@code 1.0} where a file holds numbers; null for what is no class. */
    private static @Nullable Integer number(String text, int count) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 && number < count && number == Math.rint(number) ? (int) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
