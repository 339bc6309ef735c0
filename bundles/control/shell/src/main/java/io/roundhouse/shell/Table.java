package io.roundhouse.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.support.table.ShellTable;

/** Rows under named columns, printed as a table for a person or as a JSON array of objects for a script. */
final class Table {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final String empty;

    /** @param empty the sentence that stands instead of a table without rows */
    Table(String empty, String... columns) {
        this.empty = empty;
        this.columns = List.of(columns);
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    void print(PrintStream out, boolean json) {
        if (json) {
            printJson(out);
        } else if (rows.isEmpty()) {
            out.println(empty);
        } else {
            ShellTable table = new ShellTable();
            columns.forEach(column -> table.column(heading(column)));
            rows.forEach(row -> table.addRow().addContent(row.toArray()));
            table.print(out, true);
        }
        out.flush();
    }

    /** {@code live_since} stands as {@code Live since} above the table. */
    private static String heading(String column) {
        return Character.toUpperCase(column.charAt(0)) + column.substring(1).replace('_', ' ');
    }

    private void printJson(PrintStream out) {
        try (JsonGenerator generator = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            generator.writeStartArray();
            for (List<String> row : rows) {
                generator.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    generator.writeStringField(columns.get(i), row.get(i));
                }
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("the console cannot be written", e);
        }
        out.println();
    }
}
