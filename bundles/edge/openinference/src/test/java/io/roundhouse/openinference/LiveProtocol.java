package io.roundhouse.openinference;

import io.roundhouse.http.ErrorFilterComponent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The protocol behind a real Jetty, and a client for it. */
final class LiveProtocol {
    static final Limits LIMITS = new Limits(
            64 << 10,
            100,
            4 << 10,
            128 << 10,
            1 << 10,
            64,
            4,
            8 << 10,
            100,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            List.of("traceparent", "tracestate"));

    final FakeDoors doors = new FakeDoors();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();

    LiveProtocol() throws Exception {
        Protocol protocol = new Protocol(doors, LIMITS, "0.1.0", System::nanoTime);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new ErrorFilterComponent()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Front(protocol)), "/v2/*");
        server.setHandler(context);
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    private static final class Front extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Protocol protocol;

        Front(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            protocol.service(request, response);
        }
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> infer(String json) throws Exception {
        return post("/v2/models/echo/infer", json.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
