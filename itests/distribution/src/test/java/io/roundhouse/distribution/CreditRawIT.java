package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model {@code credit-raw} sees over HTTP, bit by bit, the features that it was trained on; and is not served on others
 * unless somebody says so.
 */
class CreditRawIT {
    private static final String INFER = "/v2/models/credit-raw/infer";

    private final CreditRows loans = new CreditRows();
    private final Path models;
    private final Path work;

    CreditRawIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CreditRawIT.class.getResource(name).toURI());
    }

    private Server start() throws URISyntaxException {
        Folders.copy(resource("/credit-raw"), models.resolve("credit-raw"));
        return Server.start(models, work);
    }

    private double[] ask(Server server, String output, int from, int count) {
        HttpResponse<String> response = server.post(INFER, loans.request(output, from, count));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.data(response.body());
    }

    private String sha256OfFeatures(Server server, int batch) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int from = 0; from < loans.size(); from += batch) {
            double[] features = ask(server, "features_seen", from, Math.min(batch, loans.size() - from));
            ByteBuffer bytes = ByteBuffer.allocate(features.length * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (double feature : features) {
                bytes.putFloat((float) feature);
            }
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void theModelSeesTheFeaturesItWasTrainedOnAloneAndInBatches() throws Exception {
        String trainedOn =
                Files.readString(resource("/credit-raw/features.sha256")).strip();
        try (Server server = start()) {
            assertThat(sha256OfFeatures(server, 1)).isEqualTo(trainedOn);
            assertThat(sha256OfFeatures(server, 32)).isEqualTo(trainedOn);
            assertThat(sha256OfFeatures(server, 1_000)).isEqualTo(trainedOn);
        }
    }

    @Test
    void isAsGoodAsItWasOffline() throws Exception {
        try (Server server = start()) {
            int count = loans.size() - CreditRows.HELD_OUT;

            double[] probability = ask(server, "probability_bad", CreditRows.HELD_OUT, count);

            assertThat(accuracy(probability)).isCloseTo(0.8098, within(5e-5)); // what the training script printed
            assertThat(auc(probability)).isCloseTo(0.8417, within(5e-5));
            assertThat(server.post(INFER, loans.request("label", 0, 1)).body())
                    .contains("\"steps\":\"impute ", "assemble ");
        }
    }

    @Test
    void isNotServedOnOtherFeaturesUnlessSomebodySaysSo() throws Exception {
        try (Server server = start()) {
            Path yaml = models.resolve("credit-raw/model.yaml");
            String changed = Files.readString(yaml).replace("max: 2 }", "max: 3 }");

            write(yaml, changed);
            server.await("refused", () -> server.shell("roundhouse:models").contains("roundhouse fit"));
            assertThat(server.post(INFER, loans.request("label", 0, 1)).statusCode())
                    .isEqualTo(200);

            write(yaml, changed + "skew: warn\n");
            server.await("served with a warning", () -> server.post(INFER, loans.request("label", 0, 1))
                    .body()
                    .contains("\"flags\":"));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private double accuracy(double... probability) {
        int right = 0;
        for (int i = 0; i < probability.length; i++) {
            right += probability[i] > 0.5 == loans.isBad(CreditRows.HELD_OUT + i) ? 1 : 0;
        }
        return right / (double) probability.length;
    }

    private double auc(double... probability) {
        double wins = 0;
        double pairs = 0;
        for (int bad = 0; bad < probability.length; bad++) {
            for (int good = 0; good < probability.length; good++) {
                if (loans.isBad(CreditRows.HELD_OUT + bad) && !loans.isBad(CreditRows.HELD_OUT + good)) {
                    double difference = probability[bad] - probability[good];
                    wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
