package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.SchemaCheck.Bound;
import java.util.ArrayList;
import java.util.List;

/** What a step {@code validate} learnt, a line a constraint. */
final class Bounds {
    private static final String REASON = "reason";
    private static final String COLUMN = "column";
    private static final List<String> RULES = List.of("at_most", "needs", "sum");

    private Bounds() {}

    static List<Bound> of(Settings step) {
        Settings learnt = step.section("learnt");
        List<Bound> bounds = new ArrayList<>();
        Settings columns = learnt.section("columns");
        for (String name : columns.keys()) {
            Settings column = columns.section(name);
            for (String constraint : column.keys()) {
                if (column.isSection(constraint)) {
                    Settings one = column.section(constraint);
                    bounds.add(new Bound("'" + name + "' " + constraint, said(one.without(REASON)), why(one)));
                }
            }
        }
        for (Settings rule : learnt.sections("rules")) {
            String said = said(rule.without(REASON, COLUMN));
            String kind = RULES.stream().filter(rule::has).findFirst().orElse("rule");
            bounds.add(new Bound("'" + rule.text(COLUMN) + "' " + kind, said, why(rule)));
        }
        return bounds;
    }

    private static String why(Settings constraint) {
        return constraint.text(REASON, "");
    }

    private static String said(Settings constraint) {
        List<String> parts = new ArrayList<>();
        for (String key : constraint.keys()) {
            parts.add(key + ": "
                    + (constraint.isTexts(key) ? constraint.texts(key).toString() : constraint.text(key)));
        }
        return String.join(", ", parts);
    }
}
