package io.roundhouse.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Real bookings of hotels, in the order of arrival, as requests to the model that prices them. */
final class Bookings {
    private static final int COLUMNS = 16; // behind the date; what follows is the price
    private static final int NUMBERS = 9;

    private final List<String> names;
    private final List<String[]> rows;

    private Bookings(List<String> names, List<String[]> rows) {
        this.names = names;
        this.rows = rows;
    }

    static Bookings read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(Bookings.class.getResourceAsStream("/hotel/hotel_stream.csv.gz"))),
                StandardCharsets.UTF_8))) {
            List<String> names = Arrays.asList(lines.readLine().split(",", -1)).subList(1, COLUMNS + 1);
            return new Bookings(
                    names, lines.lines().map(line -> line.split(",", -1)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The requests of the months from one to another, {@code 2016-09} to {@code 2016-12} for example, both included. */
    List<String> requests(String first, String last) {
        List<String> requests = new ArrayList<>();
        for (String[] row : rows) {
            String month = row[0].substring(0, 7);
            if (month.compareTo(first) >= 0 && month.compareTo(last) <= 0) {
                requests.add(request(row));
            }
        }
        return requests;
    }

    private String request(String[] row) {
        StringBuilder json = new StringBuilder("{\"inputs\":[");
        for (int i = 0; i < COLUMNS; i++) {
            boolean isNumber = i < NUMBERS;
            String quote = isNumber ? "" : "\"";
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + names.get(i) + "\",\"shape\":[1,1],\"datatype\":\"")
                    .append(isNumber ? "FP32" : "BYTES")
                    .append("\",\"data\":[" + quote + row[i + 1] + quote + "]}");
        }
        return json.append("]}").toString();
    }
}
