package io.roundhouse.drift;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.drift.Column.Side;
import java.util.ArrayList;
import java.util.List;

/** A reference: what is known of each column. Immutable. */
record Profile(List<Column> columns, List<Summary> summaries) {
    Profile {
        columns = List.copyOf(columns);
        summaries = List.copyOf(summaries);
    }

    /**
     * The summaries of these columns, in their order.
     *
     * @param file how the profile is called in a message
     * @throws InferenceException {@code INVALID_CONFIGURATION}: one is not in the profile or was something else there
     */
    List<Summary> of(List<Column> wanted, String file) {
        List<Summary> found = new ArrayList<>();
        for (Column column : wanted) {
            int place = place(column);
            if (place < 0) {
                throw refused(file, column, "is not in the profile, which has " + names());
            }
            Column other = columns.get(place);
            if (!column.equals(other)) {
                throw refused(file, column, "is a " + other.text() + " in the profile");
            }
            found.add(summaries.get(place));
        }
        return found;
    }

    /** It was made where the model could not be asked. */
    boolean isOfInputsOnly() {
        return columns.stream().allMatch(column -> column.side() == Side.INPUT);
    }

    private int place(Column column) {
        for (int i = 0; i < columns.size(); i++) {
            if (column.isNamedAs(columns.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private String names() {
        List<String> names =
                columns.stream().map(column -> Texts.word(column.name())).toList();
        return names.size() <= 20 ? names.toString() : names.subList(0, 20) + " and " + (names.size() - 20) + " more";
    }

    private static InferenceException refused(String file, Column column, String found) {
        return new InferenceException(
                ErrorCode.INVALID_CONFIGURATION,
                file + ": the " + column.side().word() + " '" + column.name() + "', a " + column.text()
                        + " of the model, " + found
                        + "; make the profile from data of this model, or name in 'columns' only what it has");
    }
}
