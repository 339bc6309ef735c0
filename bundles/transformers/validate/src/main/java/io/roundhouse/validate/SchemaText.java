package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A schema as it is written. A column is a section with its constraints, or a word, its type, and then its constraints are
 * learnt: they stand under {@code learnt}, a key of its own, so that what a person wrote stays as it was.
 */
final class SchemaText {
    private static final int COLUMNS_MAX = 1_024;

    private final Settings settings;
    private final Settings columns;
    private final Settings learnt;

    SchemaText(Settings settings) {
        this.settings = settings.allow("columns", "rules", "report", "learn", "learnt");
        columns = settings.section("columns");
        learnt = settings.section("learnt").allow("columns", "rules");
        if (columns.keys().isEmpty() || columns.keys().size() > COLUMNS_MAX) {
            throw settings.invalid(
                    "columns",
                    "must name 1.." + COLUMNS_MAX + " columns, like 'columns: { Age: number }', had "
                            + columns.keys().size(),
                    null);
        }
    }

    Settings settings() {
        return settings;
    }

    Settings columns() {
        return columns;
    }

    Learning learning() {
        return Learning.read(settings);
    }

    /** The columns that have a type and no constraints yet. */
    List<String> unlearnt() {
        Settings known = learnt.section("columns");
        return columns.keys().stream()
                .filter(name -> !columns.isSection(name) && !known.has(name))
                .toList();
    }

    /** The type that stands in the place of a section. */
    Type type(String name) {
        return type(columns, name);
    }

    static Type type(Settings section, String key) {
        section.text(key); // there is no usual type
        return section.choice(key, Type.NUMBER);
    }

    /** A column with its constraints, written or learnt. */
    Settings column(String name) {
        if (columns.isSection(name)) {
            return columns.section(name);
        }
        Settings section = learnt.section("columns").section(name);
        if (type(section, "type") != type(name)) {
            throw columns.invalid(
                    name,
                    "is a " + type(name).key() + ", but was learnt as a " + section.text("type")
                            + "; run 'roundhouse fit' again",
                    null);
        }
        return section;
    }

    /** The rules, those that were written before those that were learnt of columns that are still to be learnt. */
    List<Settings> rules() {
        List<Settings> rules = new ArrayList<>(settings.sections("rules"));
        for (Settings rule : learnt.sections("rules")) {
            if (columnsOf(rule).allMatch(this::isWord)) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static Stream<String> columnsOf(Settings rule) {
        Stream<String> others = Stream.of(Kind.AT_MOST, Kind.NEEDS)
                .map(Kind::key)
                .filter(rule::has)
                .map(rule::text);
        return Stream.of(Stream.of(rule.text("column")), others, rule.texts(Kind.SUM.key()).stream())
                .flatMap(Function.identity());
    }

    private boolean isWord(String name) {
        return columns.has(name) && !columns.isSection(name);
    }

    /** The settings with what was learnt now and before. */
    Settings with(Settings.Builder learntColumns, List<Settings> learntRules) {
        Settings.Builder all = Settings.builder(settings.place());
        Settings known = learnt.section("columns");
        Settings now = learntColumns.build();
        Settings.Builder both = Settings.builder(settings.place());
        known.keys().forEach(name -> both.put(name, known.section(name)));
        now.keys().forEach(name -> both.put(name, now.section(name)));
        all.put("columns", both.build());
        List<Settings> rules = new ArrayList<>(learnt.sections("rules"));
        rules.addAll(learntRules);
        if (!rules.isEmpty()) {
            all.putSections("rules", rules, settings.place());
        }
        return settings.with("learnt", all.build());
    }
}
