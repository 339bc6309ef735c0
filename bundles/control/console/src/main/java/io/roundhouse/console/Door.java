package io.roundhouse.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the socket and gives every visitor a {@link Visit}. Nothing here is reachable from another machine, and on
 * this one the folder's permissions admit its owner and root alone; the peer's user is asked for as well.
 */
final class Door implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Address address;
    private final ServerSocketChannel server;
    private final String owner;
    private final Host host;
    private final int visitsMax;
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final Thread porter;

    private Door(Address address, ServerSocketChannel server, String owner, Host host, int visitsMax) {
        this.address = address;
        this.server = server;
        this.owner = owner;
        this.host = host;
        this.visitsMax = visitsMax;
        this.porter = new Thread(this::admit, "roundhouse-console");
        porter.setDaemon(true);
    }

    static Door open(Path data, Host host, int visitsMax) {
        try {
            Address address = Address.in(data);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(address.socket()), visitsMax);
            String owner = Files.getOwner(address.socket()).getName();
            Door door = new Door(address, server, owner, host, visitsMax);
            door.porter.start();
            address.publish();
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the console in " + data + ": " + e.getMessage(), e);
        }
    }

    private void admit() {
        while (server.isOpen()) {
            try {
                SocketChannel visitor = server.accept();
                if (visits.size() >= visitsMax || !isWelcome(visitor)) {
                    LOG.warn("console refused a visitor sessions={} max={}", visits.size(), visitsMax);
                    visitor.close();
                } else {
                    Visit visit = new Visit(new Wire(visitor), host, visits::remove);
                    visits.add(visit);
                    visit.start();
                }
            } catch (IOException e) {
                LOG.debug("console visitor lost", e);
            }
        }
    }

    private boolean isWelcome(SocketChannel visitor) throws IOException {
        if (!visitor.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        String user =
                visitor.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return user.equals(owner) || "root".equals(user);
    }

    /** Ends every visit. The porter ends with its channel. */
    @Override
    public void close() {
        try {
            server.close();
            visits.forEach(Visit::close);
            porter.join(1_000);
            address.delete();
        } catch (IOException e) {
            LOG.warn("console socket not removed path={} reason={}", address.socket(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
