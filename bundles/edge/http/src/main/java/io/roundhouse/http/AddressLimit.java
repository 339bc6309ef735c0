package io.roundhouse.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/** Closes a new connection when its address has enough of them. Jetty only counts all together. */
final class AddressLimit implements SelectorManager.AcceptListener {
    private final int max;
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();
    private final Map<SelectableChannel, InetAddress> open = new ConcurrentHashMap<>();

    AddressLimit(int max) {
        this.max = max;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        InetAddress address = address(channel);
        if (address != null) {
            open.put(channel, address);
            if (counts.merge(address, 1, Integer::sum) > max) {
                IO.close(channel); // Jetty then calls onAcceptFailed
            }
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        leave(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        leave(channel);
    }

    int count(InetAddress address) {
        return counts.getOrDefault(address, 0);
    }

    private void leave(SelectableChannel channel) {
        InetAddress address = open.remove(channel);
        if (address != null) {
            counts.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    private static @Nullable InetAddress address(SelectableChannel channel) {
        try {
            SocketAddress remote = channel instanceof SocketChannel socket ? socket.getRemoteAddress() : null;
            return remote instanceof InetSocketAddress internet ? internet.getAddress() : null;
        } catch (IOException e) {
            return null; // closed already
        }
    }
}
