package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The steps of credit-raw over a file of many rows, CSV to CSV, beside the same steps in scikit-learn, by turns. Fitting,
 * imports and the start of the server are in neither time.
 */
final class OfflineSection implements Section {
    private static final int ROUNDS = 3;
    private static final int COPIES = 400; // of 2,672 rows
    private static final String MODEL = "credit-raw";
    private static final String PYTHON = "/usr/bin/python3"; // Debian's, whose packages it is

    @Override
    public void run(Workbench bench) {
        Path work = bench.work().resolve("offline");
        try (Roundhouse house = Roundhouse.start(bench.distribution(), prepare(work), bench.data("offline"))) {
            house.awaitReady("/v2/models/" + MODEL + "/ready");
            Path rows = rows(work, Math.max(1, (int) (COPIES * bench.scale())));
            ShellDoor shell = new ShellDoor(house.data());
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            house(shell, rows, work); // until it is compiled
            for (int i = 0; i < ROUNDS; i++) {
                ours.add(house(shell, rows, work));
                theirs.add(sklearn(rows, work));
            }
            report(bench.report(), ours, theirs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void report(Report report, List<Double> ours, List<Double> theirs) {
        double house = median(ours);
        double sklearn = median(theirs);
        report.figure("roundhouse:transform, CSV to CSV", house, "rows/s");
        report.figure("scikit-learn and pandas, CSV to CSV", sklearn, "rows/s");
        report.atLeast(5, "roundhouse / scikit-learn", house / sklearn, "x");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double house(ShellDoor shell, Path rows, Path work) throws IOException {
        long begun = System.nanoTime();
        shell.run("roundhouse:transform --in " + rows + " --out " + work.resolve("house.csv") + " " + MODEL);
        return count(rows) / ((System.nanoTime() - begun) / 1e9);
    }

    /** The script tells its seconds itself. */
    private static double sklearn(Path rows, Path work) throws IOException {
        Path script = work.resolve("credit_raw_sklearn.py");
        Process process = new ProcessBuilder(
                        PYTHON,
                        script.toString(),
                        work.resolve("credit_train.csv").toString(),
                        rows.toString(),
                        work.resolve("sklearn.csv").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "this section needs Debian's packages python3-sklearn and python3-pandas: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        String[] words = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
        return Double.parseDouble(words[1]) / Double.parseDouble(words[0]);
    }

    private static double count(Path rows) throws IOException {
        try (var lines = Files.lines(rows)) {
            return lines.count() - 1;
        }
    }

    private static Path prepare(Path work) {
        Path models = work.resolve("models");
        copy(MODEL + "/model.yaml", models.resolve(MODEL + "/model.yaml"));
        copy(MODEL + "/1/fitted.yaml", models.resolve(MODEL + "/1/fitted.yaml"));
        copy(MODEL + "/1/model.onnx", models.resolve(MODEL + "/1/model.onnx"));
        copy("credit_train.csv", work.resolve("credit_train.csv"));
        copy("credit_raw_sklearn.py", work.resolve("credit_raw_sklearn.py"));
        return models;
    }

    private static void copy(String resource, Path to) {
        try (InputStream in = OfflineSection.class.getResourceAsStream("/" + resource)) {
            Files.createDirectories(to.getParent());
            Files.copy(Objects.requireNonNull(in, resource), to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + to, e);
        }
    }

    /** The training rows, over and over. */
    private static Path rows(Path work, int copies) throws IOException {
        List<String> training = Files.readAllLines(work.resolve("credit_train.csv"));
        Path rows = work.resolve("rows.csv");
        try (var out = Files.newBufferedWriter(rows)) {
            out.write(training.get(0) + "\n");
            String block = String.join("\n", training.subList(1, training.size())) + "\n";
            for (int i = 0; i < copies; i++) {
                out.write(block);
            }
        }
        return rows;
    }
}
