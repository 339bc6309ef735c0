package io.roundhouse.validate;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * 4,454 real credit applications as columns: those the shipped models were trained on and those held out by their recipe.
 * The data has no date, so each row gets one of its own.
 */
final class Credit {
    static final List<String> TEXTS = List.of("Home", "Marital", "Records", "Job");
    static final String DATE = "Applied";

    /** Stands in a text for a byte that is no UTF-8. */
    static final String BAD_BYTE = "\uF7FF";

    private Credit() {}

    static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price")
                .forEach(name -> types.put(name, "number"));
        TEXTS.forEach(name -> types.put(name, "text"));
        types.put(DATE, "date");
        return types;
    }

    static List<Map<String, String>> training() {
        return rows("/credit_train.csv");
    }

    static List<Map<String, String>> heldOut() {
        return rows("/credit_holdout.csv");
    }

    private static List<Map<String, String>> rows(String resource) {
        try (InputStream stream = Objects.requireNonNull(Credit.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            List<String> names = List.of(lines.get(0).split(",", -1));
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                List<String> values = List.of(line.split(",", -1));
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), values.get(i).equals("NA") ? "" : values.get(i));
                }
                row.put(
                        DATE,
                        LocalDate.of(2023, 1, 1)
                                .plusDays(rows.size() * 37L % 700)
                                .toString());
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All columns of a schema, from these rows. */
    static Tensors columns(List<Map<String, String>> rows) {
        Tensors columns = Tensors.empty();
        for (Map.Entry<String, String> column : types().entrySet()) {
            String name = column.getKey();
            List<String> values = rows.stream()
                    .map(row -> Objects.requireNonNull(row.get(name)))
                    .toList();
            columns = columns.with(
                    name,
                    column.getValue().equals("number")
                            ? Given.numberColumn(
                                    values.stream().mapToDouble(Credit::number).toArray())
                            : Tensor.ofBytes(
                                    Shape.of(values.size()),
                                    values.stream().map(Credit::bytes).toList()));
        }
        return columns;
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static byte[] bytes(String text) {
        return text.contains(BAD_BYTE)
                ? text.replace(BAD_BYTE, "\u00FF").getBytes(StandardCharsets.ISO_8859_1)
                : text.getBytes(StandardCharsets.UTF_8);
    }
}
