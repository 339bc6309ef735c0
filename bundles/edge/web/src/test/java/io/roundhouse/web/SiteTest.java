package io.roundhouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's files, over HTTP. */
class SiteTest {
    private static final int WEIGHT_MAX = 500 << 10;
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^#\"]+)\"|from \"\\./([^\"]+)\"");
    private static final Server SERVER = new Server();
    private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        SERVER.addConnector(CONNECTOR);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(new WebComponent());
        context.addServlet(holder, "/console");
        context.addServlet(holder, "/console/*");
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    private static HttpResponse<byte[]> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + CONNECTOR.getLocalPort() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void everyFileThatAFileNamesIsThereAndNothingComesFromElsewhere() throws Exception {
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(""));
        long zipped = 0;
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (!seen.add(name)) {
                continue;
            }
            HttpResponse<byte[]> response = ask("GET", "/console/" + name);
            assertThat(response.statusCode()).as(name).isEqualTo(200);
            zipped += ask("GET", "/console/" + name, "Accept-Encoding", "gzip").body().length;
            if (!name.startsWith("lib/")) {
                open.addAll(named(new String(response.body(), StandardCharsets.UTF_8)));
            }
        }

        assertThat(seen)
                .contains("console.mjs", "fleet.mjs", "lib/uPlot.iife.min.js")
                .hasSizeGreaterThan(12);
        assertThat(seen).as("of this server").noneMatch(name -> name.contains(":") || name.startsWith("/"));
        assertThat(zipped).isLessThan(WEIGHT_MAX);
    }

    private static List<String> named(String text) {
        return NAMED.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.toList());
    }

    @Test
    void isKeptByABrowserUntilItChanges() throws Exception {
        HttpResponse<byte[]> first = ask("GET", "/console/console.css");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = ask("GET", "/console/console.css", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(ask("GET", "/console/console.css", "If-None-Match", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhatMayRun() throws Exception {
        HttpResponse<byte[]> page = ask("GET", "/console/");

        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(Site.POLICY);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).doesNotContain("style=\"", "<script>", "onclick");
    }

    @Test
    void hasNothingButItsFiles() throws Exception {
        for (String path : List.of(
                "nobody", "..%2fPage.class", "lib/", "../OSGI-INF/io.roundhouse.web.xml", "%2e%2e/Page.class")) {
            assertThat(ask("GET", "/console/" + path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(ask("GET", "/console").statusCode()).isEqualTo(308);
        assertThat(ask("POST", "/console/").statusCode()).isEqualTo(405);
        assertThat(ask("HEAD", "/console/").statusCode()).isEqualTo(200);
    }
}
