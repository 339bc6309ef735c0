package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scanned page goes in, its text comes out: three models, declared in {@code ocr/model.yaml} and not coded. */
class OcrIT {
    private static final List<String> LINES = List.of(
            "A roundhouse is where locomotives change engines",
            "while the line keeps running. This server is never",
            "restarted: engines are added, upgraded, compared",
            "and removed while requests are being answered.",
            "Invoice 20731 of 14 March 2026, total 1,482.50");

    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        Path recipes = Path.of(
                Objects.requireNonNull(OcrIT.class.getResource("/models")).toURI());
        server = Server.start(Folders.copy(recipes, work.resolve("models")), work);
        server.await("live", () -> server.get("/v2/models/ocr/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void readsAPage() {
        String answer = read(page()).body();

        assertThat(Json.texts(answer, "text")).isEqualTo(LINES);
        assertThat(Json.numbers(answer, "confidence")).hasSize(5).allMatch(sure -> sure > 0.9);
        assertThat(Json.numbers(answer, "picture_row")).containsOnly(0.0);
        assertThat(Json.numbers(answer, "boxes")).hasSize(5 * 8).allMatch(at -> at >= 0 && at <= 900);
    }

    @Test
    void readsAPageThatStandsOnItsHead() {
        List<String> fromTheEnd = new ArrayList<>(LINES);
        Collections.reverse(fromTheEnd);

        assertThat(Json.texts(read(turned(page())).body(), "text")).isEqualTo(fromTheEnd);
    }

    @Test
    void tellsWhichPageALineIsOf() {
        String answer = read(page(), blank(), page()).body();

        List<String> twice = new ArrayList<>(LINES);
        twice.addAll(LINES);
        assertThat(Json.texts(answer, "text")).isEqualTo(twice);
        assertThat(Json.numbers(answer, "picture_row"))
                .containsExactly(0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 2.0);
    }

    @Test
    void findsNothingOnAnEmptyPage() {
        HttpResponse<String> answer = read(blank());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.texts(answer.body(), "text")).isEmpty();
    }

    @Test
    void saysWhatIsNoPicture() {
        HttpResponse<String> answer = read(page(), "GIF89a, so to speak".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'picture': row 1 ", "PNG");
    }

    @Test
    void clientsSendAPictureAndSeeNothingOfTheModelsBehind() {
        assertThat(server.get("/v2/models/ocr").body())
                .contains("\"picture\"", "\"text\"", "\"confidence\"", "\"boxes\"", "\"picture_row\"")
                .doesNotContain("geometry", "softmax");
    }

    private static HttpResponse<String> read(byte[]... pictures) {
        return Pictures.ask(server, "ocr", List.of(pictures));
    }

    private static byte[] page() {
        try (InputStream page = OcrIT.class.getResourceAsStream("/pages/page.png")) {
            return Objects.requireNonNull(page).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] blank() {
        BufferedImage page = new BufferedImage(640, 480, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 640 * 480; i++) {
            page.getRaster().setSample(i % 640, i / 640, 0, 235);
        }
        return Pictures.png(page);
    }

    private static byte[] turned(byte[] picture) {
        try {
            BufferedImage page = ImageIO.read(new ByteArrayInputStream(picture));
            BufferedImage turned = new BufferedImage(page.getWidth(), page.getHeight(), page.getType());
            for (int i = 0; i < page.getWidth() * page.getHeight(); i++) {
                int x = i % page.getWidth();
                int y = i / page.getWidth();
                turned.getRaster()
                        .setSample(
                                page.getWidth() - 1 - x,
                                page.getHeight() - 1 - y,
                                0,
                                page.getRaster().getSample(x, y, 0));
            }
            return Pictures.png(turned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
