package io.roundhouse.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All 4,454 loans as raw columns, with gaps and words: first those that credit-raw learnt from, then those held out. */
final class CreditRows {
    /** The first of the rows held out. */
    static final int HELD_OUT = 2_672;

    private static final List<String> NUMBERS =
            List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
    private static final List<String> WORDS = List.of("Home", "Marital", "Records", "Job");

    private final List<String> header;
    private final List<String[]> rows = new ArrayList<>();

    CreditRows() {
        List<String> training = lines("/credit_train.csv");
        List<String> heldOut = lines("/credit_holdout.csv"); // with columns of predictions behind
        header = List.of(training.get(0).split(",", -1));
        training.stream().skip(1).forEach(line -> rows.add(line.split(",", -1)));
        List<String> other = List.of(heldOut.get(0).split(",", -1));
        heldOut.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> rows.add(
                        header.stream().map(name -> cells[other.indexOf(name)]).toArray(String[]::new)));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = CreditRows.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return rows.size();
    }

    boolean isBad(int row) {
        return cell(row, "Status").equals("bad");
    }

    private String cell(int row, String column) {
        return rows.get(row)[header.indexOf(column)];
    }

    /** A request for one output; what is missing is {@code null}. */
    String request(String output, int from, int count) {
        List<String> inputs = new ArrayList<>();
        for (String name : NUMBERS) {
            inputs.add(input(name, "FP64", from, count, cell -> cell.isEmpty() ? "null" : cell));
        }
        for (String name : WORDS) {
            inputs.add(input(name, "BYTES", from, count, cell -> cell.isEmpty() ? "null" : '"' + cell + '"'));
        }
        return "{\"inputs\":[" + String.join(",", inputs) + "],\"outputs\":[{\"name\":\"" + output + "\"}]}";
    }

    private String input(String name, String type, int from, int count, UnaryOperator<String> written) {
        String data = rows.subList(from, from + count).stream()
                .map(row -> written.apply(row[header.indexOf(name)]))
                .collect(Collectors.joining(","));
        return "{\"name\":\"" + name + "\",\"shape\":[" + count + "],\"datatype\":\"" + type + "\",\"data\":[" + data
                + "]}";
    }
}
