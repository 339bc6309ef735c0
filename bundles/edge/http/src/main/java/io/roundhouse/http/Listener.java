package io.roundhouse.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket with its limits. Bound before Jetty is asked, so that a port in use is found out in time. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 512;

    private final HttpSettings settings;
    private final LongSupplier nanoClock;
    private @Nullable ServerSocketChannel bound;
    private volatile @Nullable ServerConnector connector;

    Listener(HttpSettings settings, LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    HttpSettings settings() {
        return settings;
    }

    /** Opens the key store, if there is one, and takes the port. */
    void bind() {
        Connectors.check(settings.tls());
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.bind(address(), BACKLOG);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            bound = channel;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "cannot listen on " + address() + ": " + e.getMessage() + "; set another host or port", e);
        }
    }

    private InetSocketAddress address() {
        return settings.host().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.host(), settings.port());
    }

    /** The connector for a server, not started. Whatever else listens there is taken away: it has no limits. */
    ServerConnector connect(Server server) {
        try {
            return connectOrThrow(server);
        } catch (Exception e) {
            throw new IllegalStateException("cannot listen on " + address() + ": " + e.getMessage(), e);
        }
    }

    private ServerConnector connectOrThrow(Server server) throws Exception {
        ServerConnector made = Connectors.create(server, settings, nanoClock);
        made.addBean(new AddressLimit(settings.addressConnectionsMax()));
        made.addBean(new NetworkConnectionLimit(settings.connectionsMax(), made));
        made.setAcceptQueueSize(BACKLOG);
        ServerSocketChannel channel = bound;
        if (channel != null && channel.isOpen()) {
            made.open(channel);
        }
        for (Connector other : server.getConnectors()) {
            if (other.getConnectionFactories().stream().noneMatch(Connectors::isOurs)) {
                other.stop();
                server.removeConnector(other);
            }
        }
        JsonErrors errors = new JsonErrors();
        server.setErrorHandler(errors);
        server.getDescendants(ContextHandler.class).forEach(context -> context.setErrorHandler(errors));
        connector = made;
        LOG.info("listening address={} tls={}", address(), settings.tls());
        return made;
    }

    /** Takes no more connections, and waits for the requests under way. */
    void drain() {
        ServerConnector draining = connector;
        if (draining == null || !draining.isRunning()) {
            return;
        }
        try {
            draining.shutdown().get(settings.drainTime().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "requests cut off connections={}",
                    draining.getConnectedEndPoints().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("listener did not drain", e.getCause());
        }
    }

    /** Gives the port back, if no connector has taken it over. */
    void release() {
        try {
            ServerSocketChannel channel = bound;
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("port not given back address={}", address(), e);
        }
    }
}
