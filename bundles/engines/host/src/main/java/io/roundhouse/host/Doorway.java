package io.roundhouse.host;

import io.roundhouse.host.Message.Hello;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jdk.net.ExtendedSocketOptions;

/**
 * Where a child's lines come in: a socket in a folder that only the owner may enter. Who comes is asked for its user, by
 * the kernel, for the token and for the number of the process that was started; else it is let go.
 */
final class Doorway implements Closeable {
    private static final long WORD_NANOS = TimeUnit.SECONDS.toNanos(5); // for a peer to say who it is
    private static final long LOOK_MILLIS = 50; // whether the process is still there

    private final ServerSocketChannel listener;
    private final Selector arrivals;
    private final Path socket;
    private final String owner;
    private final String token;

    private Doorway(ServerSocketChannel listener, Selector arrivals, Path socket, String owner, String token) {
        this.listener = listener;
        this.arrivals = arrivals;
        this.socket = socket;
        this.owner = owner;
        this.token = token;
    }

    static Doorway open(Path folder, String token) throws IOException {
        Path socket = folder.resolve(Orders.SOCKET);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket), Messages.LANES_MAX);
        listener.configureBlocking(false);
        Selector arrivals = Selector.open();
        listener.register(arrivals, SelectionKey.OP_ACCEPT);
        return new Doorway(listener, arrivals, socket, Files.getOwner(socket).getName(), token);
    }

    /**
     * The next line of that process, as long as it is alive.
     *
     * @param lane which one it has to be
     * @throws LateException it did not come
     */
    Line accept(long pid, BooleanSupplier alive, int lane, long endNanos) throws IOException {
        while (true) {
            SocketChannel peer = listener.accept();
            if (peer == null) {
                await(alive, endNanos);
            } else if (isOwner(peer)) {
                Line line = new Line(peer);
                if (isExpected(line, pid, lane)) {
                    return line;
                }
                line.close();
            } else {
                peer.close();
            }
        }
    }

    private void await(BooleanSupplier alive, long endNanos) throws IOException {
        if (!alive.getAsBoolean()) {
            throw new IOException("the process ended");
        }
        if (endNanos - System.nanoTime() <= 0) {
            throw new LateException();
        }
        arrivals.select(LOOK_MILLIS);
        arrivals.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("the wait was interrupted");
        }
    }

    private boolean isOwner(SocketChannel peer) throws IOException {
        return !peer.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || peer.getOption(ExtendedSocketOptions.SO_PEERCRED)
                        .user()
                        .getName()
                        .equals(owner);
    }

    private boolean isExpected(Line line, long pid, int lane) {
        try {
            Message first = Messages.receive(line, System.nanoTime() + WORD_NANOS);
            return first instanceof Hello hello
                    && MessageDigest.isEqual(bytes(hello.token()), bytes(token))
                    && hello.pid() == pid
                    && hello.lane() == lane;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (arrivals;
                listener) {
            Files.deleteIfExists(socket);
        }
    }
}
