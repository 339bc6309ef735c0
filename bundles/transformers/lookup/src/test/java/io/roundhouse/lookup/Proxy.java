package io.roundhouse.lookup;

import io.roundhouse.testkit.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server on loopback and does to its answers what networks do: hold, cut, refuse. */
final class Proxy implements AutoCloseable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int port = ServerProcess.freePort();
    private final int server;
    private final Gate answers = new Gate();
    private final AtomicInteger bytesLeft = new AtomicInteger(NEVER);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> pumps = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Thread doorman;

    Proxy(int server) {
        this.server = server;
        this.door = listen();
        this.doorman = start(accepting(door));
    }

    int port() {
        return port;
    }

    private ServerSocket listen() {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private Runnable accepting(ServerSocket from) {
        return () -> accept(from);
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(client);
                sockets.add(behind);
                pumps.add(start(() -> pump(client, behind, false)));
                pumps.add(start(() -> pump(behind, client, true)));
            }
        } catch (IOException e) {
            // closed, or the server is gone
        }
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int allowed = n;
                if (answer) {
                    answers.pass();
                    allowed = Math.min(n, bytesLeft.getAndAdd(bytesLeft.get() == NEVER ? 0 : -n));
                }
                out.write(buffer, 0, Math.max(0, allowed));
                if (allowed < n) {
                    return;
                }
            }
        } catch (IOException e) {
            // one side went away, and so does the other
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** From now on answers do not arrive. */
    void hold() {
        answers.shut();
    }

    /** Connections end in the midst of an answer after so many bytes. */
    void cutAfter(int bytes) {
        bytesLeft.set(bytes);
    }

    /** Nobody listens any more. */
    void refuse() {
        close();
    }

    /** All is well again. */
    void mend() {
        bytesLeft.set(NEVER);
        answers.open();
        if (door.isClosed()) {
            door = listen();
            doorman = start(accepting(door));
        }
    }

    /** Ends all connections. */
    void drop() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        pumps.forEach(Proxy::awaitEnd); // until its system call returns, a closed socket still passes on
        pumps.clear();
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("a thread of the proxy does not end");
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers.open();
        awaitEnd(doorman); // as for pumps: it may still let somebody in
        drop();
    }
}
