package io.roundhouse.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A servlet of another room behind the HTTP room as it is: its listener, limits, filter and errors. It stands in that
 * room's package, as the room shows nothing of them.
 */
public final class RealServer {
    private static final HttpSettings SETTINGS = new HttpSettings(
            "127.0.0.1",
            0,
            new HttpSettings.Tls("", "", "PKCS12"),
            8_192,
            Duration.ofSeconds(10),
            64 << 10,
            1_024,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            1_024,
            100,
            100,
            100,
            128,
            Duration.ofSeconds(30),
            16,
            Duration.ofSeconds(2));

    private final Server server = new Server();
    private final ServerConnector connector;

    public RealServer(Servlet servlet, String... patterns) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder errors = new FilterHolder(new ErrorFilterComponent());
        errors.setAsyncSupported(true);
        context.addFilter(errors, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        for (String pattern : patterns) {
            context.addServlet(holder, pattern);
        }
        server.setHandler(context);
        server.start();
        Listener listener = new Listener(SETTINGS, System::nanoTime);
        listener.bind();
        connector = listener.connect(server);
        server.addConnector(connector);
        connector.start();
    }

    public int port() {
        return connector.getLocalPort();
    }

    public void stop() throws Exception {
        server.stop();
    }
}
