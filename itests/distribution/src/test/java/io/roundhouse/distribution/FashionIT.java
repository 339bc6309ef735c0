package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pictures go in as PNG, names of garments come out. */
class FashionIT {
    private static final int PICTURES = 2_000;
    private static final int BATCH = 100;
    private static final List<String> NAMES =
            List.of("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot");

    private static Server server;
    private static byte[] pixels;
    private static byte[] labels;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(FashionIT.class.getResource("/fashion")).toURI());
        try (InputStream images = new GZIPInputStream(resource("images_2000x28x28.u8.gz"));
                InputStream classes = resource("labels_2000.u8")) {
            pixels = images.readAllBytes();
            labels = classes.readAllBytes();
        }
        Folders.copy(folder.resolve("1"), work.resolve("models/fashion/1"));
        Folders.copy(folder.resolve("model.yaml"), work.resolve("models/fashion/model.yaml"));
        server = Server.start(work.resolve("models"), work);
    }

    private static InputStream resource(String name) throws IOException {
        return Objects.requireNonNull(FashionIT.class.getResourceAsStream("/fashion/" + name));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** 1,825 of them, as plain ONNX Runtime finds on the pixels themselves: no picture became another by the way. */
    @Test
    void namesAsManyRightlyAsTheNetDoesWithoutAServer() {
        int right = 0;
        for (int from = 0; from < PICTURES; from += BATCH) {
            List<byte[]> pictures = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                pictures.add(png(i));
            }
            HttpResponse<String> answer = Pictures.ask(server, "fashion", pictures);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            List<String> names = Json.texts(answer.body(), "labels");
            assertThat(names).hasSize(3 * BATCH);
            for (int i = 0; i < BATCH; i++) {
                right += names.get(3 * i).equals(NAMES.get(labels[from + i])) ? 1 : 0;
            }
        }
        assertThat(right).isEqualTo(1_825);
    }

    @Test
    void remembersAPictureItHasSeen() {
        List<byte[]> black = List.of(png(new byte[28 * 28], 0)); // nobody else sends it
        double before = hits();
        Pictures.ask(server, "fashion", black);

        HttpResponse<String> again = Pictures.ask(server, "fashion", black);

        assertThat(again.statusCode()).isEqualTo(200);
        server.await("told", () -> hits() > before); // the page may be a second old
        assertThat(hits()).isEqualTo(before + 1);
    }

    private static double hits() {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("roundhouse_step_cache_total{")
                        && line.contains("result=\"hit\"")
                        && line.contains("step=\"image\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static byte[] png(int index) {
        return png(pixels, index);
    }

    private static byte[] png(byte[] pixels, int index) {
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 784; i++) {
            picture.getRaster().setSample(i % 28, i / 28, 0, pixels[784 * index + i] & 0xFF);
        }
        return Pictures.png(picture);
    }
}
