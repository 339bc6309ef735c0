package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page that shows the server live gets, over a real socket. */
class LiveTest {
    private LiveAdmin admin;
    private String token;

    @BeforeEach
    void start() throws Exception {
        admin = new LiveAdmin();
        token = admin.owner();
    }

    @AfterEach
    void stop() throws Exception {
        admin.stop();
    }

    @Test
    void gathersWhatArmsDid() throws Exception {
        Map<String, Object> now =
                Tree.map(Tree.parse(admin.get("/admin/v1/live").body()));

        Map<String, Object> arm = Tree.map(Tree.list(now.get("arms")).get(0));
        assertThat(arm).containsEntry("model", "credit").containsEntry("arm", "stable");
        assertThat(String.valueOf(arm.get("failures"))).contains("INVALID_INPUT=1", "DEADLINE_EXCEEDED=2");
        assertThat(String.valueOf(Tree.list(arm.get("seconds")))).isEqualTo("[0.001, 0.01, null]");
        assertThat(String.valueOf(Tree.list(arm.get("counts")))).isEqualTo("[4.0, 7.0, 7.0]");
        assertThat(Tree.list(now.get("alerts"))).as("without what is resolved").hasSize(1);
        assertThat(Tree.map(now.get("process"))).containsOnlyKeys("process_cpu_usage");
    }

    @Test
    void streamsAnEventAtOnceAndOneEveryTwoSeconds() throws Exception {
        HttpURLConnection connection = open();
        try (BufferedReader lines = lines(connection)) {
            List<String> events = new ArrayList<>();
            while (events.size() < 2) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    events.add(line);
                }
            }
            assertThat(connection.getContentType()).startsWith("text/event-stream");
            assertThat(events).allSatisfy(event -> assertThat(Tree.map(Tree.parse(event.substring(6))))
                    .containsKeys("atMillis", "models", "arms", "process", "monitors", "alerts", "rollouts"));
        }
    }

    @Test
    void endsAStreamWhoseTokenWasTakenAway() throws Exception {
        token = admin.token("page", Role.VIEWER);
        HttpURLConnection connection = open();
        try (BufferedReader lines = lines(connection)) {
            assertThat(lines.readLine()).startsWith("data: ");

            Files.delete(admin.tokens());

            assertThat(lines.lines().count()).as("lines until it ends").isLessThan(10);
        }
    }

    @Test
    void hasAPlaceForSoManyListenersAndTakesItBack() throws Exception {
        List<HttpURLConnection> open = new ArrayList<>();
        for (int i = 0; i < LiveStream.LISTENERS_MAX; i++) {
            HttpURLConnection connection = open();
            assertThat(connection.getResponseCode()).isEqualTo(200);
            open.add(connection);
        }
        HttpURLConnection oneMore = open();
        assertThat(oneMore.getResponseCode()).isEqualTo(503);
        assertThat(new String(oneMore.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("64 pages listen already");
        for (HttpURLConnection connection : open) {
            connection.getInputStream().close();
            connection.disconnect();
        }
        awaitRoom();
    }

    /** A listener that went away is seen when something is written to it. */
    private void awaitRoom() throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        int status = 503;
        while (status != 200 && System.nanoTime() < end) {
            HttpURLConnection connection = open();
            status = connection.getResponseCode();
            connection.disconnect();
        }
        assertThat(status).isEqualTo(200);
    }

    private HttpURLConnection open() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + admin.port() + "/admin/v1/live")
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Accept", "text/event-stream");
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setReadTimeout(20_000);
        return connection;
    }

    private static BufferedReader lines(HttpURLConnection connection) throws IOException {
        InputStream in = connection.getInputStream();
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
