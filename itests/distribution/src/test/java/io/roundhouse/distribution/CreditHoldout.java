package io.roundhouse.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rows that the credit models were not trained on, with what became of the loans and what each model says of them. */
final class CreditHoldout {
    private static final List<String> NUMBERS =
            List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
    private static final List<String> WORDS = List.of("Home", "Marital", "Records", "Job");

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    CreditHoldout() {
        try (InputStream in = CreditHoldout.class.getResourceAsStream("/credit_holdout.csv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            columns = List.of(lines.get(0).split(",", -1));
            lines.subList(1, lines.size()).forEach(line -> rows.add(List.of(line.split(",", -1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return rows.size();
    }

    private String cell(int row, String column) {
        return rows.get(row).get(columns.indexOf(column));
    }

    String label(int row) {
        return cell(row, "Status");
    }

    boolean isBad(int row) {
        return label(row).equals("bad");
    }

    double probability(int row, int version) {
        return Double.parseDouble(cell(row, "p_v" + version));
    }

    /** A request of some rows; numbers go as binary data, as what is missing is NaN, which JSON does not have. */
    record Request(int headerLength, BodyPublisher body) {}

    Request request(String id, int from, int count) {
        ByteBuffer numbers = ByteBuffer.allocate(NUMBERS.size() * count * 4).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder json = new StringBuilder("{\"id\":\"" + id + "\",\"inputs\":[");
        for (String column : NUMBERS) {
            for (int row = from; row < from + count; row++) {
                String cell = cell(row, column);
                numbers.putFloat(cell.isEmpty() ? Float.NaN : Float.parseFloat(cell));
            }
            json.append("{\"name\":\"").append(column).append("\",\"shape\":[").append(count);
            json.append(",1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":")
                    .append(4 * count)
                    .append("}},");
        }
        String words = WORDS.stream()
                .map(column -> "{\"name\":\"" + column + "\",\"shape\":[" + count
                        + ",1],\"datatype\":\"BYTES\",\"data\":["
                        + rows.subList(from, from + count).stream()
                                .map(row -> '"' + row.get(columns.indexOf(column)) + '"')
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));
        json.append(words).append("],\"outputs\":[{\"name\":\"probability_bad\"}]}");
        byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[header.length + numbers.capacity()];
        System.arraycopy(header, 0, bytes, 0, header.length);
        System.arraycopy(numbers.array(), 0, bytes, header.length, numbers.capacity());
        return new Request(header.length, BodyPublishers.ofByteArray(bytes));
    }

    /** By definition, from the published probabilities. */
    double accuracy(int version) {
        long right = 0;
        for (int row = 0; row < size(); row++) {
            right += (probability(row, version) >= 0.5) == isBad(row) ? 1 : 0;
        }
        return right / (double) size();
    }

    double brier(int version) {
        double sum = 0;
        for (int row = 0; row < size(); row++) {
            sum += Math.pow(probability(row, version) - (isBad(row) ? 1 : 0), 2);
        }
        return sum / size();
    }

    double logLoss(int version) {
        double sum = 0;
        for (int row = 0; row < size(); row++) {
            double p = probability(row, version);
            sum -= Math.log(isBad(row) ? p : 1 - p);
        }
        return sum / size();
    }

    /** Every bad loan against every good one. */
    double auc(int version) {
        double wins = 0;
        double pairs = 0;
        for (int bad = 0; bad < size(); bad++) {
            for (int good = 0; good < size(); good++) {
                if (isBad(bad) && !isBad(good)) {
                    double difference = probability(bad, version) - probability(good, version);
                    wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
