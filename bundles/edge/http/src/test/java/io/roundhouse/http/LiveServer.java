package io.roundhouse.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty as Felix would run it: our listener on it, our filter before every servlet. */
final class LiveServer {
    final Listener listener;
    final ServerConnector connector;
    private final Server server = new Server();

    LiveServer(HttpSettings settings, Thrower thrower) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new ErrorFilterComponent()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Echo()), "/echo");
        context.addServlet(new ServletHolder(new Throwing(thrower)), "/throw");
        server.setHandler(context);
        server.start();
        listener = new Listener(settings, System::nanoTime);
        listener.bind();
        connector = listener.connect(server);
        server.addConnector(connector);
        connector.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    void close() throws Exception {
        server.stop();
    }

    interface Thrower {
        void run() throws IOException;
    }

    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] body = request.getInputStream().readAllBytes();
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static final class Throwing extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Thrower thrower;

        Throwing(Thrower thrower) {
            this.thrower = thrower;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            thrower.run();
        }
    }
}
