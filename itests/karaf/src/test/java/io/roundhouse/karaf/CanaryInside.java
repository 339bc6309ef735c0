package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.spi.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A release of an engine that is wrong once in a hundred answers, from the command to its end, over HTTP. */
public class CanaryInside extends Inside {
    private static final String URL = "http://127.0.0.1:" + System.getProperty("roundhouse.http.port");
    private static final int REQUESTS_MAX = 20_000; // some 800 pairs are enough
    private static final int LOOK_EVERY = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private Configuration configuration;
    private Dictionary<String, Object> before;
    private ModelFolder model;
    private Bundle right;

    @Before
    public void release() throws Exception {
        Path releases = Files.createDirectories(Path.of(System.getProperty("karaf.data"), "releases"));
        for (String version : List.of("1.0.0", "1.1.0")) {
            try (InputStream jar = ComponentBundle.of("steady", version, SteadyEngine.class, Engine.class)) {
                Files.write(releases.resolve("steady-" + version + ".jar"), jar.readAllBytes());
            }
        }
        String url = releases.toUri() + "{name}-{version}.jar";
        configuration = service(ConfigurationAdmin.class).getConfiguration("io.roundhouse.lifecycle", "?");
        before = configuration.getProperties();
        Dictionary<String, Object> ours = configuration.getProperties();
        ours.put("engine.url", url);
        configuration.update(ours);
        right = install(url.replace("{name}", "steady").replace("{version}", "1.0.0"));
        model = ModelFolder.drop(
                repository().directory(),
                "judged",
                Map.of("model.yaml", "engine: steady\n".getBytes(UTF_8), "1/model.bin", new byte[1]));
        repository().load("judged");
    }

    @After
    public void asBefore() throws IOException {
        repository().unload("judged");
        model.delete();
        uninstall(right);
        configuration.update(before);
    }

    private ModelRepository repository() {
        return service(ModelRepository.class);
    }

    @Test
    public void aReleaseThatIsWrongOnceInAHundredIsCaughtAndTakenAway() throws Exception {
        await("settings in force", () -> shell("roundhouse:canary --auto --shadow 100 --tolerance 1e-3 steady 1.1.0")
                .contains("watches; not established yet for [judged]"));
        await("watching", () -> get("/admin/v1/rollouts/judged").contains("\"state\":\"RUNNING\""));

        int requests = 0;
        while (isThere() && requests < REQUESTS_MAX) {
            for (int i = 0; i < LOOK_EVERY; i++) {
                assertThat(ask(++requests)).contains("\"engine_version\":\"1.0.0\"", "\"data\":[1.0,2.0,3.0,4.0]");
            }
        }

        assertThat(isThere())
                .as("after %s requests: %s", requests, get("/admin/v1/comparisons"))
                .isFalse();
        await("gone", () -> log().contains(
                        "engine canary ended engine=steady version=1.1.0 outcome=ROLLED_BACK by=judge"));
        assertThat(log()).contains("difference is beyond the margin");
        await("uninstalled", () -> !shell("roundhouse:engines").contains("1.1.0"));
        assertThat(shell("roundhouse:canary")).contains("No engine is a canary.");
        assertThat(ask(0)).contains("\"engine_version\":\"1.0.0\"");
    }

    private boolean isThere() {
        return !get("/admin/v1/canary").contains("\"canary\":null");
    }

    private String ask(int request) {
        String body = "{\"id\":\"" + request + "\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"data\":[1,2,3,4]}]}";
        return send(HttpRequest.newBuilder(URI.create(URL + "/v2/models/judged/infer"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(URL + path)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new AssertionError("not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
