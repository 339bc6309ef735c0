package io.roundhouse.benchmarks;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Three million flights of January to June 2001, of the package vega-datasets, in the order in which they left; and what a
 * model that learnt in January says of each: how likely it is to be a quarter of an hour late, by its airport and its hour.
 * Every value is a tensor made before, so that reading costs little memory and no more later than at first.
 */
final class Flights {
    private static final String PACKAGE = "vega-datasets@3.2.1";
    private static final String ARCHIVE = "vega-datasets-3.2.1.tgz";
    private static final String SHA_256 = "6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3";
    private static final String PARQUET = "package/data/flights-3m.parquet";
    private static final String MODEL_YAML =
            "transformers:\n  - date-parts: { columns: [date], parts: [hour, month] }\n";
    private static final double LATE = 15; // minutes
    private static final double SMOOTHING = 50; // flights
    private static final int MINUTES_MAX = 10;

    private final Path csv;
    private final Map<String, Tensor> values = new HashMap<>();
    private final Map<String, Integer> flown = new HashMap<>();
    private final Map<String, Integer> late = new HashMap<>();
    private long rows;

    private Flights(Path csv) {
        this.csv = csv;
    }

    /** Fetches them by npm, once; lets the server's own tool make lines of them; and learns. */
    static Flights of(Path home, Path work) {
        try {
            Path folder = Files.createDirectories(work.resolve("flights"));
            Path csv = folder.resolve("flights.csv");
            if (!Files.exists(csv)) {
                fetch(folder);
                Path model = folder.resolve("models/flights");
                Files.createDirectories(model.resolve("1"));
                Files.writeString(model.resolve("model.yaml"), MODEL_YAML);
                run(
                        folder,
                        home.resolve("bin/roundhouse").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "transform",
                        "--model",
                        model.toString(),
                        "--in",
                        folder.resolve(PARQUET).toString(),
                        "--out",
                        csv.toString(),
                        "--keep",
                        "delay:number,distance:text,origin:text,destination:text");
            }
            Flights flights = new Flights(csv);
            flights.each(flights::learn);
            flights.each(flights::prepare);
            return flights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetch(Path folder) throws IOException {
        Path archive = folder.resolve(ARCHIVE);
        if (!Files.exists(archive)) {
            run(folder, "npm", "pack", PACKAGE, "--silent");
        }
        String sha256 = HexFormat.of().formatHex(digest().digest(Files.readAllBytes(archive)));
        if (!sha256.equals(SHA_256)) {
            throw new IllegalStateException(
                    archive + " has the SHA-256 " + sha256 + ", not " + SHA_256 + "; delete it");
        }
        run(folder, "tar", "-xzf", archive.toString(), PARQUET);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(List.of(command) + " failed: "
                        + Files.readString(folder.resolve("log")).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", e);
        }
    }

    /** Takes a line: delay, distance, origin, destination, hour, month. */
    interface Taker {
        void take(String[] flight);
    }

    /** Every flight, in order. */
    void each(Taker taker) {
        try (BufferedReader in = Files.newBufferedReader(csv)) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                taker.take(line.split(",", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(String[] flight) {
        rows++;
        if (!flight[5].equals("1")) {
            return;
        }
        boolean isLate = !flight[0].isEmpty() && Double.parseDouble(flight[0]) > LATE;
        for (String key : List.of("", place(flight))) {
            flown.merge(key, 1, Integer::sum);
            late.merge(key, isLate ? 1 : 0, Integer::sum);
        }
    }

    private static String place(String[] flight) {
        return flight[2] + " " + flight[4];
    }

    private void prepare(String[] flight) {
        number("distance", flight[1]);
        number("hour", flight[4]);
        word(flight[2]);
        word(flight[3]);
        probability(flight);
    }

    private Tensor number(String column, String text) {
        return values.computeIfAbsent(column + text, key -> {
            Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(1));
            tensor.data().putDouble(text.isEmpty() ? Double.NaN : Double.parseDouble(text));
            return tensor;
        });
    }

    private Tensor word(String text) {
        return values.computeIfAbsent("word" + text, key -> Tensor.ofTexts(Shape.of(1), List.of(text)));
    }

    private Tensor probability(String[] flight) {
        return values.computeIfAbsent("probability" + place(flight), key -> {
            double all = (double) late.getOrDefault("", 0) / flown.getOrDefault("", 1);
            double here = late.getOrDefault(place(flight), 0) + SMOOTHING * all;
            return Tensor.ofFloats(Shape.of(1, 1), (float) (here / (flown.getOrDefault(place(flight), 0) + SMOOTHING)));
        });
    }

    Tensors inputs(String[] flight) {
        return Tensors.of(
                List.of("distance", "hour", "origin", "destination"),
                List.of(number("distance", flight[1]), number("hour", flight[4]), word(flight[2]), word(flight[3])));
    }

    Tensors outputs(String[] flight) {
        return Tensors.of("late", probability(flight));
    }

    long rows() {
        return rows;
    }
}
