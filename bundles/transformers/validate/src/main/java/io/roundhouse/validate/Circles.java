package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.List;

/** Refuses that a column follows from itself. */
final class Circles {
    private final Follows follows;

    Circles(int columns) {
        follows = new Follows(columns);
    }

    /** One more; refused when it closes a circle. */
    void add(Settings rule, String key, int from, int to, List<ColumnText> columns) {
        if (follows.reaches(to, from)) {
            throw rule.invalid(
                    key,
                    "closes a circle: '" + columns.get(to).name() + "' depends on '"
                            + columns.get(from).name() + "' by another rule or is the same column",
                    null);
        }
        follows.add(from, to);
    }
}
