package io.roundhouse.validate;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request has to keep, compiled.
 *
 * @param columns in the order of the settings
 * @param rules held against the columns after each was held against its own constraints
 * @param report the column that tells what was found in each row, in place of refusing anything
 */
record Schema(List<ColumnCheck> columns, List<RowRule> rules, Optional<String> report) {
    Schema {
        columns = List.copyOf(columns);
        rules = List.copyOf(rules);
    }

    static Schema read(Settings settings) {
        SchemaText text = new SchemaText(settings);
        Settings columns = text.columns();
        text.learning();
        List<String> unlearnt = text.unlearnt();
        if (!unlearnt.isEmpty()) {
            throw columns.invalid(
                    unlearnt.get(0),
                    "has a type and no constraints yet, as " + unlearnt.size() + " of "
                            + columns.keys().size()
                            + " columns; 'roundhouse fit' learns them from data, or write a section: { type: "
                            + columns.text(unlearnt.get(0)) + " }",
                    null);
        }
        List<ColumnText> texts = new ArrayList<>();
        List<ColumnCheck> checks = new ArrayList<>();
        for (String name : columns.keys()) {
            ColumnText column = ColumnText.read(name, text.column(name));
            texts.add(column);
            checks.add(column.check());
        }
        return new Schema(checks, RuleReader.read(text, texts), report(settings, columns));
    }

    private static Optional<String> report(Settings settings, Settings columns) {
        Optional<String> report = settings.findText("report");
        if (report.isPresent() && (report.get().isEmpty() || columns.has(report.get()))) {
            throw settings.invalid("report", "must be the name of a column of its own", null);
        }
        return report;
    }

    /** The place of a column that a rule names. */
    static int indexOf(Settings rule, String key, String name, List<ColumnText> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        List<String> known = columns.stream().map(ColumnText::name).toList();
        throw rule.invalid(key, "is '" + name + "', which is no column here" + Nearest.suggestion(name, known), null);
    }
}
