package io.roundhouse.admin;

import io.roundhouse.http.RealServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The servlet behind the real HTTP room, and a client for it, who shows the owner's token unless told otherwise. */
final class LiveAdmin {
    private static final String[] JSON = {"Content-Type", "application/json"};

    final FakeRollouts rollouts = new FakeRollouts();
    final FakeCanaries canaries = new FakeCanaries();
    final ToldOfServer.Monitors monitors = new ToldOfServer.Monitors();
    final ToldOfServer.Rules rules = new ToldOfServer.Rules();
    final FakeTrends trends = new FakeTrends();
    final Path home;
    final AdminComponent component;
    private final RealServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    LiveAdmin() throws Exception {
        this(Role.NONE);
    }

    /** @param anonymous what may be done without a token */
    LiveAdmin(Role anonymous) throws Exception {
        home = Files.createTempDirectory("roundhouse-admin-");
        component = new AdminComponent(home, home, settings(anonymous));
        component.start();
        furnish();
        server = new RealServer(component, "/admin", "/admin/*");
    }

    static AdminSettings settings(Role anonymous) {
        return new AdminSettings(anonymous, "tokens");
    }

    void stop() throws Exception {
        server.stop();
        Files.deleteIfExists(tokens());
        Files.deleteIfExists(home.resolve(Tokens.OWNER_FILE));
        Files.delete(home);
    }

    Path tokens() {
        return home.resolve("tokens");
    }

    String owner() throws IOException {
        return Files.readString(home.resolve(Tokens.OWNER_FILE)).strip();
    }

    /** A new token of that role, known at once. */
    String token(String name, Role role) throws IOException {
        String token = Caller.newToken();
        String before = Files.exists(tokens()) ? Files.readString(tokens()) : "";
        Files.writeString(tokens(), before + TokensFile.line(Caller.of(name, role, token)));
        return token;
    }

    private void furnish() {
        component.rollouts = rollouts;
        component.canaries = canaries;
        component.comparisons = Told.COMPARISONS;
        component.feedback = Told.FEEDBACK;
        component.shadowing = Told.SHADOWS;
        component.catalog = new ToldOfServer.Models();
        component.monitoring = monitors;
        component.plugins = new ToldOfServer.Plugins();
        component.alerts = rules;
        component.trends = trends;
        component.metrics = ToldOfServer.METRICS;
    }

    /** As while the bundles behind it are away. */
    void withNobodyThere(Probe probe) throws Exception {
        component.rollouts = null;
        component.canaries = null;
        component.comparisons = null;
        component.feedback = null;
        component.shadowing = null;
        component.catalog = null;
        component.monitoring = null;
        component.plugins = null;
        component.alerts = null;
        component.trends = null;
        component.metrics = null;
        try {
            probe.run();
        } finally {
            furnish();
        }
    }

    interface Probe {
        void run() throws Exception;
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    /** As it should be asked. */
    HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body, JSON);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
        return sendAs(owner(), method, path, body, headers);
    }

    /** @param token empty for none */
    HttpResponse<String> sendAs(String token, String method, String path, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
