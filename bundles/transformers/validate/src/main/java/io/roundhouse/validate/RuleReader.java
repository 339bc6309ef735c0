package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the constraints between columns. */
final class RuleReader {
    private static final int RULES_MAX = 1_024;

    private final List<ColumnText> columns;
    private final Circles below;
    private final Circles sums;
    private final List<RowRule> rules = new ArrayList<>();

    private RuleReader(List<ColumnText> columns) {
        this.columns = columns;
        below = new Circles(columns.size());
        sums = new Circles(columns.size());
    }

    static List<RowRule> read(SchemaText text, List<ColumnText> columns) {
        RuleReader reader = new RuleReader(columns);
        List<Settings> sections = text.rules();
        if (sections.size() > RULES_MAX) {
            throw text.settings().invalid("rules", "has " + sections.size() + " rules, at most " + RULES_MAX, null);
        }
        sections.forEach(reader::rule);
        return reader.rules;
    }

    private void rule(Settings rule) {
        rule.allow("column", "at_most", "needs", "sum", "tolerance", "action", "reason");
        List<Kind> kinds = Stream.of(Kind.AT_MOST, Kind.NEEDS, Kind.SUM)
                .filter(kind -> rule.has(kind.key()))
                .toList();
        if (kinds.size() != 1) {
            throw rule.invalid("column", "needs one of 'at_most', 'needs' and 'sum', had " + kinds.size(), null);
        }
        String name = rule.text("column");
        int column = Schema.indexOf(rule, "column", name, columns);
        rules.add(
                switch (kinds.get(0)) {
                    case AT_MOST -> atMost(rule, column);
                    case NEEDS -> needs(rule, column);
                    default -> sum(rule, column);
                });
    }

    private RowRule atMost(Settings rule, int column) {
        ColumnText lower = columns.get(column);
        int other = Schema.indexOf(rule, "at_most", rule.text("at_most"), columns);
        ColumnText upper = columns.get(other);
        if (lower.type() == Type.TEXT || lower.type() != upper.type()) {
            throw rule.invalid("at_most", "compares two numbers or two dates" + types(lower, upper), null);
        }
        if (lower.min() > upper.max()) {
            throw rule.invalid(
                    "at_most",
                    "wants '" + lower.name() + "', at least " + lower.type().text(lower.min()) + ", at most '"
                            + upper.name() + "', at most " + lower.type().text(upper.max())
                            + ": no row would be right",
                    null);
        }
        below.add(rule, "at_most", column, other, columns);
        Constraint constraint =
                ConstraintText.read(lower.name(), Kind.AT_MOST, rule, "must be at most '" + upper.name() + "'");
        if (constraint.action() == Action.CLIP && lower.type() == Type.DATE) {
            throw rule.invalid("action", "clip is for numbers; a date can be rejected or flagged", null);
        }
        return new AtMost(constraint, column, other, lower.type(), upper.name());
    }

    private RowRule needs(Settings rule, int column) {
        ColumnText one = columns.get(column);
        int other = Schema.indexOf(rule, "needs", rule.text("needs"), columns);
        if (other == column) {
            throw rule.invalid("needs", "is the column itself", null);
        }
        Constraint constraint = ConstraintText.read(
                one.name(),
                Kind.NEEDS,
                rule,
                "must come with '" + columns.get(other).name() + "', which is missing");
        return new Needs(
                constraint, column, one.type(), other, columns.get(other).type());
    }

    private RowRule sum(Settings rule, int column) {
        List<Integer> parts = new ArrayList<>();
        for (String name : rule.texts("sum")) {
            int part = Schema.indexOf(rule, "sum", name, columns);
            ColumnText total = columns.get(column);
            if (total.type() != Type.NUMBER || columns.get(part).type() != Type.NUMBER) {
                throw rule.invalid("sum", "is made of numbers" + types(total, columns.get(part)), null);
            }
            sums.add(rule, "sum", column, part, columns);
            parts.add(part);
        }
        if (parts.size() < 2) {
            throw rule.invalid("sum", "must be a list of two columns or more, had " + parts.size(), null);
        }
        double tolerance = rule.number("tolerance", 1e-9, 0, Double.MAX_VALUE);
        String must = "must be " + String.join(" + ", rule.texts("sum")) + " within " + Numbers.text(tolerance);
        return new Sum(ConstraintText.read(columns.get(column).name(), Kind.SUM, rule, must), column, parts, tolerance);
    }

    private static String types(ColumnText one, ColumnText other) {
        return ", '" + one.name() + "' is a " + one.type().key() + " and '" + other.name() + "' a "
                + other.type().key();
    }
}
