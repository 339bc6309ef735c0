package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a column of numbers. */
final class NumberText {
    private static final double END = Double.MAX_VALUE;

    private NumberText() {}

    static ColumnText read(String name, Settings column) {
        column.allow("type", "malformed", "required", "range", "order", "missing", "lately");
        NumberColumn.Bounds bounds = ConstraintText.section(column, Kind.RANGE, "min", "max")
                .map(section -> bounds(name, section))
                .orElse(NumberColumn.Bounds.NONE);
        Constraint malformed = ColumnText.malformed(name, column, "must be a finite number");
        Constraint required = ColumnText.required(name, column);
        requireKept(column, bounds, malformed);
        requireKept(column, bounds, required);
        requireKept(column, bounds, bounds.constraint());
        Constraint order = ColumnText.order(name, column);
        Shares shares = ColumnText.shares(name, column);
        ColumnCheck check = new NumberColumn(name, malformed, required, bounds, order, shares);
        return new ColumnText(name, Type.NUMBER, check, bounds.min(), bounds.max());
    }

    private static NumberColumn.Bounds bounds(String name, Settings section) {
        double min = section.number("min", -END, -END, END);
        double max = section.number("max", END, -END, END);
        if (!section.has("min") && !section.has("max")) {
            throw section.invalid("range", "of '" + name + "' needs a 'min', a 'max' or both", null);
        }
        if (min > max) {
            throw section.invalid(
                    "min",
                    "of '" + name + "' is " + Numbers.text(min) + ", above its 'max' " + Numbers.text(max)
                            + ": no value would be right",
                    null);
        }
        String must = must(section.findText("min"), section.findText("max"));
        return new NumberColumn.Bounds(ConstraintText.read(name, Kind.RANGE, section, must), min, max);
    }

    /** {@code must be 0 to 959}, or one end of it. */
    static String must(Optional<String> min, Optional<String> max) {
        if (min.isPresent() && max.isPresent()) {
            return "must be " + min.get() + " to " + max.get();
        }
        return min.map(text -> "must be at least " + text).orElseGet(() -> "must be at most " + max.orElse(""));
    }

    private static void requireKept(Settings column, NumberColumn.Bounds bounds, @Nullable Constraint constraint) {
        if (constraint == null || constraint.action() != Action.IMPUTE) {
            return;
        }
        Settings section = column.section(constraint.kind().key());
        double value = section.number("value", 0, -END, END);
        boolean inside = value >= bounds.min() && value <= bounds.max();
        ConstraintText.requireKept(section, inside ? null : bounds.constraint());
    }
}
