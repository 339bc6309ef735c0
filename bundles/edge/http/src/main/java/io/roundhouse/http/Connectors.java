package io.roundhouse.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's side of the settings: HTTP/1.1 and HTTP/2 on one port, in plain text or over TLS. */
final class Connectors {
    private Connectors() {}

    /** Tells our listeners from others on the same server. */
    private static final class OurHttp extends HttpConnectionFactory {
        OurHttp(HttpConfiguration configuration) {
            super(configuration);
        }
    }

    static boolean isOurs(ConnectionFactory factory) {
        return factory instanceof OurHttp;
    }

    static ServerConnector create(Server server, HttpSettings settings, LongSupplier nanoClock) {
        SlowRequests slow = new SlowRequests(settings, nanoClock);
        HttpConfiguration http = configuration(settings, slow);
        ServerConnector connector = RelayConnector.create(server, settings, factories(settings, http));
        connector.setIdleTimeout(settings.idleTime().toMillis());
        slow.attach(connector);
        connector.addBean(slow);
        return connector;
    }

    private static HttpConfiguration configuration(HttpSettings settings, SlowRequests slow) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(settings.headerBytesMax());
        http.setHttpCompliance(HttpCompliance.STRICT); // the default lets a bare LF end a header line
        http.setUriCompliance(UriCompliance.DEFAULT);
        if (settings.tls().isOn()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        http.addCustomizer(new RequestGuard(settings, slow));
        return http;
    }

    private static List<ConnectionFactory> factories(HttpSettings settings, HttpConfiguration http) {
        HttpConnectionFactory http1 = new OurHttp(http);
        List<ConnectionFactory> factories = new ArrayList<>();
        if (settings.tls().isOn()) {
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
            alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
            factories.add(new SslConnectionFactory(ssl(settings.tls()), alpn.getProtocol()));
            factories.add(alpn);
            factories.add(limited(new HTTP2ServerConnectionFactory(http), settings));
            factories.add(http1);
        } else {
            factories.add(http1);
            factories.add(limited(new HTTP2CServerConnectionFactory(http), settings));
        }
        return factories;
    }

    private static ConnectionFactory limited(AbstractHTTP2ServerConnectionFactory http2, HttpSettings settings) {
        http2.setMaxConcurrentStreams(settings.streamsMax());
        http2.setRateControlFactory(new WindowRateControl.Factory(settings.controlFramesMax()));
        http2.setStreamIdleTimeout(settings.idleTime().toMillis());
        return http2;
    }

    /** Opens the key store once, so that a wrong path or password is told before anything is changed. */
    static void check(HttpSettings.Tls tls) {
        if (!tls.isOn()) {
            return;
        }
        try {
            SslContextFactory.Server ssl = ssl(tls);
            ssl.start();
            ssl.stop();
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "tls.keystore '" + tls.keyStore() + "' cannot be opened as " + tls.type() + ": " + e.getMessage()
                            + "; check path, tls.keystore.password and tls.keystore.type",
                    e);
        }
    }

    private static SslContextFactory.Server ssl(HttpSettings.Tls tls) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keyStore());
        ssl.setKeyStorePassword(tls.password());
        ssl.setKeyStoreType(tls.type());
        ssl.setSniRequired(false);
        return ssl;
    }
}
