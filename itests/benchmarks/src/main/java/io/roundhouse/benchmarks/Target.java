package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A server under load: where it listens, and which process to charge. */
record Target(String name, InetSocketAddress address, long pid) {
    static Target local(String name, int port, long pid) {
        return new Target(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), pid);
    }

    /** A port of this machine that nobody listens on now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
