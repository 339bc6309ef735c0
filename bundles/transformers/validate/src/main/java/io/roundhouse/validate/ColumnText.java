package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as it is written.
 *
 * @param min the least value, of a number or a date in milliseconds
 * @param max the greatest
 */
record ColumnText(String name, Type type, ColumnCheck check, double min, double max) {
    private static final String THERE = "must be there";

    static ColumnText read(String name, Settings column) {
        Type type = SchemaText.type(column, "type");
        return switch (type) {
            case NUMBER -> NumberText.read(name, column);
            case TEXT -> TextText.read(name, column);
            case DATE -> DateText.read(name, column);
        };
    }

    static @Nullable Constraint required(String name, Settings column) {
        return ConstraintText.section(column, Kind.REQUIRED)
                .map(section -> ConstraintText.read(name, Kind.REQUIRED, section, THERE))
                .orElse(null);
    }

    static Constraint malformed(String name, Settings column, String must) {
        return ConstraintText.section(column, Kind.MALFORMED)
                .map(section -> ConstraintText.read(name, Kind.MALFORMED, section, must))
                .orElseGet(() -> Constraint.malformed(name, must));
    }

    static @Nullable Constraint order(String name, Settings column) {
        return ConstraintText.section(column, Kind.ORDER)
                .map(section ->
                        ConstraintText.read(name, Kind.ORDER, section, "must not fall from row to row of a request"))
                .orElse(null);
    }

    static Shares shares(String name, Settings column) {
        Optional<Settings> missing = ConstraintText.section(column, Kind.MISSING, "share_max", "rows_min");
        Optional<Settings> lately = ConstraintText.section(column, Kind.LATELY, "share_max", "rows");
        if (missing.isEmpty() && lately.isEmpty()) {
            return Shares.UNCOUNTED;
        }
        return new Shares(
                missing.map(section -> new Shares.OfRequest(
                                share(name, Kind.MISSING, section), section.number("share_max", 0, 0, 1), (int)
                                        section.integer("rows_min", 100, 1, Integer.MAX_VALUE)))
                        .orElse(null),
                lately.map(section -> new Lately(
                                share(name, Kind.LATELY, section), section.number("share_max", 0, 0, 1), (int)
                                        section.integer("rows", 1_000, 16, 1_000_000)))
                        .orElse(null));
    }

    private static Constraint share(String name, Kind kind, Settings section) {
        section.text("share_max"); // there is no usual one
        double percent = section.number("share_max", 0, 0, 1) * 100;
        return ConstraintText.read(name, kind, section, "must be at most " + Numbers.text((float) percent) + " %");
    }
}
