package io.roundhouse.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two ends of one connection. */
record Pair(Line parent, Line child) implements AutoCloseable {
    static Pair open() {
        try {
            Path socket = Files.createTempFile("rh", "");
            Files.delete(socket);
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                Line child = new Line(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
                return new Pair(new Line(server.accept()), child);
            } finally {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            parent.close();
            child.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
