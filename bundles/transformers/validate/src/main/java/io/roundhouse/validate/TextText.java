package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a column of texts. */
final class TextText {
    static final int CATEGORIES_MAX = 256;
    private static final int SHOWN_MAX = 8;
    private static final int LENGTH_MAX = 1 << 26;

    private TextText() {}

    static ColumnText read(String name, Settings column) {
        column.allow("type", "malformed", "required", "length", "categories", "pattern", "missing", "lately");
        Constraint malformed = ColumnText.malformed(name, column, "must be valid UTF-8");
        Constraint required = ColumnText.required(name, column);
        TextElement.Lengths lengths = ConstraintText.section(column, Kind.LENGTH, "min", "max")
                .map(section -> lengths(name, section))
                .orElse(null);
        TextElement.Like like = ConstraintText.section(column, Kind.PATTERN, "like")
                .map(section -> like(name, section))
                .orElse(null);
        TextElement.Allowed allowed = ConstraintText.section(column, Kind.CATEGORIES, "values")
                .map(section -> allowed(name, section, new TextElement(malformed, lengths, null, like)))
                .orElse(null);
        TextElement element = new TextElement(malformed, lengths, allowed, like);
        requireKept(column, element, malformed);
        requireKept(column, element, required);
        requireKept(column, element, lengths == null ? null : lengths.constraint());
        requireKept(column, element, allowed == null ? null : allowed.constraint());
        requireKept(column, element, like == null ? null : like.constraint());
        Shares shares = ColumnText.shares(name, column);
        ColumnCheck check = new TextColumn(name, Type.TEXT, required, element, null, shares);
        return new ColumnText(name, Type.TEXT, check, Double.NaN, Double.NaN);
    }

    private static TextElement.Lengths lengths(String name, Settings section) {
        int min = (int) section.integer("min", 0, 0, LENGTH_MAX);
        int max = (int) section.integer("max", LENGTH_MAX, 1, LENGTH_MAX);
        if (min > max) {
            throw section.invalid(
                    "min",
                    "of '" + name + "' is " + min + ", above its 'max' " + max + ": no text would be right",
                    null);
        }
        Constraint constraint = ConstraintText.read(
                name,
                Kind.LENGTH,
                section,
                NumberText.must(section.findText("min"), section.findText("max")) + " characters long");
        if (constraint.action() == Action.CLIP && min > 0) {
            throw section.invalid("action", "clip cannot make a text longer; take 'min' away", null);
        }
        return new TextElement.Lengths(constraint, min, max);
    }

    private static TextElement.Like like(String name, Settings section) {
        TextPattern pattern = PatternParser.read(section);
        String must = "must be like " + section.text("like");
        return new TextElement.Like(ConstraintText.read(name, Kind.PATTERN, section, must), pattern);
    }

    private static TextElement.Allowed allowed(String name, Settings section, TextElement others) {
        List<String> values = section.texts("values");
        if (values.isEmpty() || values.size() > CATEGORIES_MAX || new HashSet<>(values).size() < values.size()) {
            throw section.invalid(
                    "values",
                    "of '" + name + "' must be 1.." + CATEGORIES_MAX + " different texts, had " + values.size(),
                    null);
        }
        for (String value : values) {
            if (value.isEmpty()) {
                throw section.invalid("values", "of '" + name + "' has an empty text, which is a missing one", null);
            }
            Constraint broken = broken(others, value);
            if (broken != null) {
                throw section.invalid(
                        "values", "of '" + name + "' has '" + value + "', which " + broken.must() + " here", null);
            }
        }
        String must = "must be one of "
                + (values.size() <= SHOWN_MAX
                        ? values
                        : values.subList(0, SHOWN_MAX) + " and " + (values.size() - SHOWN_MAX) + " more");
        return new TextElement.Allowed(
                ConstraintText.read(name, Kind.CATEGORIES, section, must), new Categories(values));
    }

    private static void requireKept(Settings column, TextElement element, @Nullable Constraint constraint) {
        if (constraint == null || constraint.action() != Action.IMPUTE) {
            return;
        }
        Settings section = column.section(constraint.kind().key());
        if (constraint.value().isEmpty()) {
            throw section.invalid("value", "of '" + constraint.column() + "' is empty, which is a missing text", null);
        }
        ConstraintText.requireKept(section, broken(element, constraint.value()));
    }

    private static @Nullable Constraint broken(TextElement element, String value) {
        ByteBuffer data =
                ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)).order(ByteOrder.LITTLE_ENDIAN);
        int fault = element.fault(data, 0, data.limit(), 0, 0);
        return fault < 0 ? null : element.constraint(fault);
    }
}
