package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.roundhouse.alerts.Destination.Webhook;
import io.roundhouse.alerts.Message.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSenderTest {
    private final Path base;

    private final List<String> bodies = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int status = 200;
    private final HttpServer server;

    WebhookSenderTest(@TempDir Path base) throws IOException {
        this.base = base;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private WebhookSender sender(Optional<String> token) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new WebhookSender(
                new Webhook("hook", List.of(), url, token, Duration.ofSeconds(5)), base, Runnable::run);
    }

    @Test
    void postsWhatAlertmanagerPosts() throws IOException {
        Message message = new Message(
                new Webhook("hook", List.of(), URI.create("http://x/"), Optional.empty(), Duration.ZERO),
                Map.of("alert", "hot"),
                List.of(
                        new Told(Map.of("alert", "hot", "severity", "page", "model", "credit"), "\"hot\"\n", 1_000, 0),
                        new Told(Map.of("alert", "hot", "severity", "page", "model", "fraud"), "hot", 1_000, 61_000)),
                3,
                true);

        sender(Optional.empty()).send(message);

        assertThat(bodies)
                .containsExactly(
                        "{\"version\":\"4\",\"groupKey\":\"{}:{alertname=hot}\",\"truncatedAlerts\":3,\"status\":\"firing\","
                                + "\"receiver\":\"hook\",\"groupLabels\":{\"alertname\":\"hot\"},"
                                + "\"commonLabels\":{\"alertname\":\"hot\",\"severity\":\"page\"},\"commonAnnotations\":{},"
                                + "\"externalURL\":\"\",\"alerts\":["
                                + "{\"status\":\"firing\",\"labels\":{\"alertname\":\"hot\",\"model\":\"credit\",\"severity\":\"page\"},"
                                + "\"annotations\":{\"summary\":\"\\\"hot\\\"\\n\"},\"startsAt\":\"1970-01-01T00:00:01Z\","
                                + "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\",\"fingerprint\":\""
                                + fingerprint(0) + "\"},"
                                + "{\"status\":\"resolved\",\"labels\":{\"alertname\":\"hot\",\"model\":\"fraud\",\"severity\":\"page\"},"
                                + "\"annotations\":{\"summary\":\"hot\"},\"startsAt\":\"1970-01-01T00:00:01Z\","
                                + "\"endsAt\":\"1970-01-01T00:01:01Z\",\"generatorURL\":\"\",\"fingerprint\":\""
                                + fingerprint(1) + "\"}]}");
        assertThat(fingerprint(0)).isNotEqualTo(fingerprint(1));
        assertThat(tokens).containsExactly("null");
    }

    private String fingerprint(int alert) {
        Matcher matcher = Pattern.compile("\"fingerprint\":\"([0-9a-f]{16})\"").matcher(bodies.get(0));
        return matcher.results().skip(alert).findFirst().orElseThrow().group(1);
    }

    @Test
    void sendsTheTokenOfAFile() throws IOException {
        Files.writeString(base.resolve("token"), "s3cret\n");

        sender(Optional.of("token")).send(OutboxTest.MESSAGE);

        assertThat(tokens).containsExactly("Bearer s3cret");
    }

    @Test
    void tellsWhatMayWorkLaterFromWhatWillNot() {
        status = 503;
        assertThatThrownBy(() -> sender(Optional.empty()).send(OutboxTest.MESSAGE))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Sender.Refused.class)
                .hasMessageContaining("503");
        status = 404;
        assertThatThrownBy(() -> sender(Optional.empty()).send(OutboxTest.MESSAGE))
                .isInstanceOf(Sender.Refused.class)
                .hasMessageContaining("404");
    }

    @Test
    void failsWhereNobodyListens() {
        server.stop(0);

        assertThatThrownBy(() -> sender(Optional.empty()).send(OutboxTest.MESSAGE))
                .isInstanceOf(IOException.class);
    }
}
