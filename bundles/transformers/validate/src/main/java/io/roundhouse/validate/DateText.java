package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a column of dates. */
final class DateText {
    private static final Duration AGE_MAX = Duration.ofDays(36_500);
    private static final Duration AHEAD = Duration.ofMinutes(5); // clocks differ

    private DateText() {}

    static ColumnText read(String name, Settings column) {
        column.allow("type", "malformed", "required", "range", "fresh", "order", "missing", "lately");
        Constraint malformed = ColumnText.malformed(name, column, "must be " + IsoDate.EXAMPLE);
        Constraint required = ColumnText.required(name, column);
        DateElement.Range range = ConstraintText.section(column, Kind.RANGE, "min", "max")
                .map(section -> range(name, section))
                .orElse(DateElement.Range.NONE);
        DateElement.Fresh fresh = ConstraintText.section(column, Kind.FRESH, "age_max", "ahead_max")
                .map(section -> fresh(name, section))
                .orElse(null);
        DateElement element = new DateElement(malformed, range, fresh);
        requireKept(column, element, malformed);
        requireKept(column, element, required);
        requireKept(column, element, range.constraint());
        requireKept(column, element, fresh == null ? null : fresh.constraint());
        Constraint order = ColumnText.order(name, column);
        ColumnCheck check = new TextColumn(name, Type.DATE, required, element, order, ColumnText.shares(name, column));
        return new ColumnText(name, Type.DATE, check, range.minMillis(), range.maxMillis());
    }

    private static DateElement.Range range(String name, Settings section) {
        double min = millis(section, "min", Double.NEGATIVE_INFINITY);
        double max = millis(section, "max", Double.POSITIVE_INFINITY);
        if (!section.has("min") && !section.has("max")) {
            throw section.invalid("range", "of '" + name + "' needs a 'min', a 'max' or both", null);
        }
        if (min > max) {
            throw section.invalid(
                    "min",
                    "of '" + name + "' is " + section.text("min") + ", after its 'max' " + section.text("max")
                            + ": no date would be right",
                    null);
        }
        String must = NumberText.must(section.findText("min"), section.findText("max"));
        return new DateElement.Range(
                ConstraintText.read(name, Kind.RANGE, section, must),
                section.text("min", ""),
                section.text("max", ""),
                min,
                max);
    }

    private static double millis(Settings section, String key, double otherwise) {
        if (!section.has(key)) {
            return otherwise;
        }
        double millis = IsoDate.millis(section.text(key).getBytes(StandardCharsets.UTF_8));
        if (Double.isNaN(millis)) {
            throw section.invalid(key, "must be " + IsoDate.EXAMPLE + ", was '" + section.text(key) + "'", null);
        }
        return millis;
    }

    private static DateElement.Fresh fresh(String name, Settings section) {
        section.text("age_max"); // there is no usual one
        Duration age = section.duration("age_max", AGE_MAX, AGE_MAX);
        Duration ahead = section.duration("ahead_max", AHEAD, AGE_MAX);
        String must =
                "must be at most " + section.text("age_max") + " old and " + section.text("ahead_max", "5m") + " ahead";
        return new DateElement.Fresh(
                ConstraintText.read(name, Kind.FRESH, section, must), age.toMillis(), ahead.toMillis());
    }

    /** But for its freshness, which passes. */
    private static void requireKept(Settings column, DateElement element, @Nullable Constraint constraint) {
        if (constraint == null || constraint.action() != Action.IMPUTE) {
            return;
        }
        byte[] value = constraint.value().getBytes(StandardCharsets.UTF_8);
        int fault = element.fault(ByteBuffer.wrap(value), 0, value.length, 0, 0);
        ConstraintText.requireKept(
                column.section(constraint.kind().key()),
                fault < 0 || fault == DateElement.FRESH ? null : element.constraint(fault));
    }
}
