package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit} and {@code transform}: the model {@code credit-raw}, from raw rows to what it was trained on. */
class OfflineIT {
    private static final Path FILES =
            Path.of(System.getProperty("roundhouse.sources")).resolve("itests/distribution/src/test/resources");
    private static final String TRAINING = FILES.resolve("credit_train.csv").toString();

    /** Its folder as it is before anything is learnt. */
    private static Path unfitted(Path work) throws IOException {
        Path model = Folders.copy(FILES.resolve("credit-raw"), work.resolve("models/credit-raw"));
        Files.delete(model.resolve("1/fitted.yaml"));
        return model;
    }

    @Test
    void learnsAndTransformsAsTheModelWasTrainedWithoutAServer(@TempDir Path work) throws IOException {
        Path model = unfitted(work);
        Launcher launcher = new Launcher(work.resolve("data"), work);

        String learnt = launcher.run("fit", "--model", model.toString(), "--data", TRAINING);
        String written = launcher.run(
                "--models",
                work.resolve("models").toString(),
                "transform",
                "--model",
                "credit-raw",
                "--in",
                TRAINING,
                "--out",
                work.resolve("train.csv").toString(),
                "--keep",
                "Status");

        assertThat(learnt).contains("Learnt from 2672 rows");
        assertThat(model.resolve("1/fitted.yaml")).hasSameTextualContentAs(FILES.resolve("credit-raw/1/fitted.yaml"));
        assertThat(written).contains("Written 2672 rows of Status, features");
        assertThat(work.resolve("train.csv.lineage.json")).content().contains("\"model\" : \"credit-raw\"");
        assertThat(launcher.leftovers()).isEmpty();
        try (Server server = Server.start(work.resolve("models"), work.resolve("server"))) {
            Launcher visitor = new Launcher(server.data(), work);
            String heldOut = FILES.resolve("credit_holdout.csv").toString();
            visitor.run("transform", "--model", "credit-raw", "--in", heldOut, "--out", work + "/held-out.jsonl");
            visitor.run("transform", "--model", "credit-raw", "--in", heldOut, "--out", work + "/held-out.parquet");
        }
        assertThat(work.resolve("held-out.parquet")).isNotEmptyFile();
        assertThat(sha256(work.resolve("train.csv"), work.resolve("held-out.jsonl")))
                .isEqualTo(Files.readString(FILES.resolve("credit-raw/features.sha256"))
                        .strip());
    }

    /** Of the features of all rows, as the tensor of them has them. */
    private static String sha256(Path csv, Path json) throws IOException {
        ByteBuffer features = ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (String line : Files.readAllLines(csv).subList(1, 2_673)) {
            for (String cell : line.substring(line.indexOf(',') + 1).split(",", -1)) {
                features.putFloat(Float.parseFloat(cell));
            }
        }
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        features.putFloat(parser.getFloatValue());
                    }
                }
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(features.flip());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The reference is made without a server, and held against what a server is asked. */
    @Test
    void profilesTrainingDataForTheMonitor(@TempDir Path work) throws IOException {
        Path model = Folders.copy(FILES.resolve("credit-raw"), work.resolve("models/credit-raw"));
        Launcher launcher = new Launcher(work.resolve("data"), work);

        String said = launcher.run("profile", model.toString(), "--data", TRAINING);

        assertThat(said)
                .containsPattern("Profiled 2,\\d+ rows of credit-raw:1: inputs .*Income")
                .containsPattern("Outputs .*probability")
                .contains("drift: { reference: 1/profile.json }");
        assertThat(model.resolve("1/profile.json"))
                .content()
                .contains("roundhouse-drift-profile", "\"data_sha256\"", "\"side\" : \"output\"");
        assertThat(launcher.leftovers()).isEmpty();
        Files.writeString(
                model.resolve("model.yaml"),
                "\nmonitors:\n  - drift: { reference: 1/profile.json }\n",
                StandardOpenOption.APPEND);
        try (Server server = Server.start(work.resolve("models"), work.resolve("server"))) {
            server.await("attached with it", () -> server.get("/admin/v1/monitors/credit-raw")
                    .body()
                    .contains("The first comparison is at the end of a pane"));
            String again =
                    new Launcher(server.data(), work).run("profile", "credit-raw", "--data", TRAINING, "--inputs-only");
            assertThat(again).contains("No outputs: the model was not asked, as was asked for.");
        }
    }

    @Test
    void aRunThatIsEndedLeavesNothing(@TempDir Path work) throws Exception {
        Path model = unfitted(work);
        Files.copy(FILES.resolve("credit-raw/1/fitted.yaml"), model.resolve("1/fitted.yaml"));
        Path large = large(work.resolve("large.csv"));
        Path out = Files.createDirectories(work.resolve("out")).resolve("features.parquet");
        Launcher launcher = new Launcher(work.resolve("data"), work);

        Process run = launcher.start(
                "transform", "--model", model.toString(), "--in", large.toString(), "--out", out.toString());
        awaitFile(out.resolveSibling("features.parquet.part"), run);
        run.destroy();

        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files.toList()).isEmpty();
        }
        assertThat(launcher.leftovers()).isEmpty();
    }

    @Test
    void aServerEndsWhatItsVisitorHasLeft(@TempDir Path work) throws Exception {
        Path model = Folders.copy(FILES.resolve("credit-raw"), work.resolve("models/credit-raw"));
        Path large = large(work.resolve("large.csv"));
        Path folder = Files.createDirectories(work.resolve("out"));
        Path out = folder.resolve("features.csv");
        try (Server server = Server.start(work.resolve("models"), work.resolve("server"))) {
            Launcher launcher = new Launcher(server.data(), work);
            Process run = launcher.start(
                    "transform", "--model", model.toString(), "--in", large.toString(), "--out", out.toString());
            awaitFile(out.resolveSibling("features.csv.part"), run);

            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(run.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).isEqualTo(130);
            server.await("without what was begun", () -> isEmpty(folder));
            launcher.run("transform", "--model", model.toString(), "--in", TRAINING, "--out", out.toString());
            assertThat(out).isNotEmptyFile();
        }
    }

    @Test
    void ctrlCInTheShellEndsWhatRuns(@TempDir Path work) throws Exception {
        Path model = Folders.copy(FILES.resolve("credit-raw"), work.resolve("models/credit-raw"));
        Path large = large(work.resolve("large.csv"));
        Path folder = Files.createDirectories(work.resolve("out"));
        Path out = folder.resolve("features.csv");
        try (Server server = Server.start(work.resolve("models"), work.resolve("server"));
                Keyboard keyboard = Keyboard.of(server)) {
            keyboard.type("roundhouse:transform --in " + large + " --out " + out + " " + model + "\r");
            awaitFile(out.resolveSibling("features.csv.part"), server.process());

            keyboard.type("\u0003");

            server.await("without what was begun", () -> isEmpty(folder));
            assertThat(out).doesNotExist();
            keyboard.type("roundhouse:transform --in " + TRAINING + " --out " + out + " " + model + "\r");
            server.await("written by the next command", () -> Files.exists(out));
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The training rows over and over: some seconds of work. */
    private static Path large(Path file) throws IOException {
        List<String> rows = Files.readAllLines(Path.of(TRAINING));
        Files.write(file, rows.subList(0, 1));
        String block = String.join("\n", rows.subList(1, rows.size())) + "\n";
        Files.write(file, Collections.nCopies(1_000, block.strip()), StandardOpenOption.APPEND);
        return file;
    }

    private static void awaitFile(Path file, Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroy();
                throw new TimeoutException("no " + file + ": "
                        + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
