package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of the step that say what is asked for. */
final class QuerySettings {
    private static final int COLUMNS_MAX = 256;
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*){0,2}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private QuerySettings() {}

    static Query of(Settings step, Optional<String> writtenAt) {
        String key = step.text("key");
        KeyType keyType = step.choice("key_type", KeyType.TEXT);
        List<Column> columns = columns(step, key);
        List<String> said =
                Stream.of("query", "table", "hash").filter(step::has).toList();
        if (said.size() != 1) {
            throw step.invalid(
                    said.isEmpty() ? "query" : said.get(1),
                    "must be the only one of query, table (both SQL) and hash (Redis), has "
                            + (said.isEmpty() ? "none of them" : said + " beside each other"),
                    null);
        }
        if (said.get(0).equals("hash")) {
            return new Query(Query.Form.HASH, with(step, "hash", Query.KEY), key, keyType, columns, writtenAt);
        }
        String sql =
                said.get(0).equals("query") ? with(step, "query", Query.KEYS) : select(step, key, columns, writtenAt);
        return new Query(Query.Form.SQL, sql, key, keyType, columns, writtenAt);
    }

    private static List<Column> columns(Settings step, String key) {
        Settings section = step.section("columns");
        List<Column> columns = new ArrayList<>();
        for (String name : section.keys()) {
            if (name.equals(key)) {
                throw section.invalid(name, "is the key, and there already", null);
            }
            columns.add(new Column(name, section.choice(name, Column.Type.NUMBER)));
        }
        if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
            throw step.invalid(
                    "columns",
                    "must have 1.." + COLUMNS_MAX + " names, each with number or text, has " + columns.size(),
                    null);
        }
        return columns;
    }

    /** The text under that key, which must have the mark once. */
    private static String with(Settings step, String name, String mark) {
        String text = step.text(name);
        int at = text.indexOf(mark);
        if (at < 0 || text.indexOf(mark, at + 1) >= 0) {
            throw step.invalid(
                    name,
                    "must have " + mark + " once, where the keys go, " + (at < 0 ? "has none" : "has more than one"),
                    null);
        }
        return text;
    }

    /** Names become part of the SQL here, so they are names and nothing else. */
    private static String select(Settings step, String key, List<Column> columns, Optional<String> writtenAt) {
        String table = step.text("table");
        if (!TABLE.matcher(table).matches()) {
            throw step.invalid("table", "must be a name of letters, digits and _, was '" + table + "'", null);
        }
        List<String> names = Stream.of(Stream.of(key), columns.stream().map(Column::name), writtenAt.stream())
                .flatMap(all -> all)
                .distinct()
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw step.invalid(
                        "table",
                        "needs columns of letters, digits and _, not '" + name + "'; write a 'query' instead",
                        null);
            }
        }
        return "select " + names.stream().collect(Collectors.joining(", ")) + " from " + table + " where " + key
                + " in (" + Query.KEYS + ")";
    }
}
