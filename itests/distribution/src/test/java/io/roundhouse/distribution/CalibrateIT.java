package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit} after a model: one that is much too sure, as its income came by the month, learns how right it is. */
class CalibrateIT {
    private static final Path FILES =
            Path.of(System.getProperty("roundhouse.sources")).resolve("itests/distribution/src/test/resources");
    private static final Path HELD_OUT = FILES.resolve("credit_holdout.csv");
    private static final int UNIT_BUG = 3;
    private static final int BINS = 10;
    private static final String YAML = """
            batching: { rows_max: 64 }
            after:
              - calibrate: { column: probability_bad, with: %s, label: Status, labels: [good, bad] }
            """;

    private final CreditHoldout loans = new CreditHoldout();
    private final Path models;
    private final Path work;

    CalibrateIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    /** Every second of the rows held out, as the file that is learnt from. */
    private Path half() throws IOException {
        List<String> rows = Files.readAllLines(HELD_OUT);
        List<String> half = new ArrayList<>(rows.subList(0, 1));
        for (int row = 1; row < rows.size(); row += 2) {
            half.add(rows.get(row));
        }
        return Files.write(Files.createDirectories(work).resolve("half.csv"), half);
    }

    private Path model(String way) throws IOException {
        Path version = Files.createDirectories(models.resolve("credit/1"));
        Files.copy(FILES.resolve("credit_unit_bug.onnx"), version.resolve("model.onnx"));
        Files.writeString(models.resolve("credit/model.yaml"), YAML.formatted(way));
        return models.resolve("credit");
    }

    /** Of the other rows. */
    private double logLoss(IntToDoubleFunction probability) {
        double sum = 0;
        for (int row = 1; row < loans.size(); row += 2) {
            double bad = probability.applyAsDouble(row);
            sum -= Math.log(loans.isBad(row) ? bad : 1 - bad);
        }
        return sum / (loans.size() / 2.0);
    }

    /** Of the other rows: how far what was said is from what was, in each tenth. */
    private double calibrationError(IntToDoubleFunction probability) {
        double[] over = new double[BINS];
        for (int row = 1; row < loans.size(); row += 2) {
            double bad = probability.applyAsDouble(row);
            over[(int) Math.min(BINS - 1, bad * BINS)] += bad - (loans.isBad(row) ? 1 : 0);
        }
        double sum = 0;
        for (double bin : over) {
            sum += Math.abs(bin);
        }
        return sum / (loans.size() / 2.0);
    }

    private static float[] column(Path csv, String name) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        int at = List.of(lines.get(0).split(",", -1)).indexOf(name);
        float[] column = new float[lines.size() - 1];
        for (int row = 0; row < column.length; row++) {
            column[row] = Float.parseFloat(lines.get(row + 1).split(",", -1)[at]);
        }
        return column;
    }

    private float[] answers(Launcher launcher, String model) throws IOException {
        Path out = work.resolve("answers.csv");
        launcher.run("transform", "--answers", "--model", model, "--in", HELD_OUT.toString(), "--out", out.toString());
        return column(out, "probability_bad_0");
    }

    /** What a client gets, in requests of so many rows. */
    private float[] asked(Server server, int size) {
        float[] asked = new float[loans.size()];
        for (int from = 0; from < asked.length; from += size) {
            CreditHoldout.Request request = loans.request("x", from, Math.min(size, asked.length - from));
            HttpResponse<String> response = server.send(server.request("/v2/models/credit/infer")
                    .header("Inference-Header-Content-Length", Integer.toString(request.headerLength()))
                    .POST(request.body())
                    .build());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            double[] part = Json.data(response.body());
            for (int i = 0; i < part.length; i++) {
                asked[from + i] = (float) part[i];
            }
        }
        return asked;
    }

    private void assertIsMoreRight(float... calibrated) {
        assertThat(logLoss(row -> loans.probability(row, UNIT_BUG))).isGreaterThan(0.64);
        assertThat(logLoss(row -> calibrated[row])).isLessThan(0.47);
        assertThat(calibrationError(row -> loans.probability(row, UNIT_BUG))).isGreaterThan(0.25);
        assertThat(calibrationError(row -> calibrated[row])).isLessThan(0.05);
    }

    @Test
    void learnsHowRightAModelIsAndAnswersSoOverHttpBitByBit() throws IOException {
        Path model = model("platt, of: log-odds");
        Launcher alone = new Launcher(work.resolve("data"), work);

        String learnt = alone.run("fit", "--model", model.toString(), "--data", half().toString());

        assertThat(learnt).contains("Learnt from 891 rows in 1 pass: calibrate.");
        assertThat(alone.leftovers()).isEmpty();
        float[] answers = answers(alone, model.toString());
        assertIsMoreRight(answers);
        try (Server server = Server.start(models, work.resolve("server"))) {
            assertThat(asked(server, 1)).isEqualTo(answers);
            assertThat(asked(server, 50)).isEqualTo(answers);

            Files.copy(
                    Server.HOME.resolve("models/credit/1/model.onnx"),
                    model.resolve("1/model.onnx"),
                    StandardCopyOption.REPLACE_EXISTING);
            server.await("refused for another model", () -> server.shell("roundhouse:models")
                    .contains("another model file"));
            assertThat(asked(server, 50)).isEqualTo(answers);
        }
    }

    @Test
    void aServerThatWaitsForItLearnsAndServes() throws IOException {
        Path model = model("isotonic");
        try (Server server = Server.start(models, work.resolve("server"))) {
            assertThat(server.shell("roundhouse:models")).contains("roundhouse fit");
            Launcher visitor = new Launcher(server.data(), work);

            visitor.run("fit", "--after", "--model", "credit", "--data", half().toString());

            server.await("live with what was learnt", () -> !server.shell("roundhouse:models")
                    .contains("roundhouse fit"));
            float[] answers = answers(visitor, "credit");
            assertIsMoreRight(answers);
            assertThat(asked(server, 50)).isEqualTo(answers);
            assertThat(model.resolve("1/fitted.yaml")).content().contains("after:", "step: calibrate", "isotonic:");
        }
    }

    @Test
    void theStepsBeforeAModelStayAsTheyLearnt() throws IOException {
        Path model = Folders.copy(FILES.resolve("credit-raw"), models.resolve("credit-raw"));
        String before = Files.readString(model.resolve("1/fitted.yaml"));
        Path yaml = model.resolve("model.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml) + YAML.formatted("platt, of: log-odds").replaceFirst("batching.*\n", ""));
        Launcher alone = new Launcher(work.resolve("data"), work);

        alone.run("fit", "--after", "--model", model.toString(), "--data", half().toString());

        assertThat(Files.readString(model.resolve("1/fitted.yaml"))).startsWith(before);
    }
}
