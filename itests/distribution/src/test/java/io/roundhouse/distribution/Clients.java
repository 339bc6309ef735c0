package io.roundhouse.distribution;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Clients that ask the same again and again, each on one kept connection, until told to stop; then they must be told. */
final class Clients implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    private Clients() {}

    /** Starts that many against {@code path}; an answer that is not 200 or not right is a failure. */
    static Clients start(int count, Server server, String path, String json, Predicate<String> right) {
        Clients clients = new Clients();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> clients.run(server.port(), request, right), "client-" + i);
            clients.threads.add(thread);
            thread.start();
        }
        return clients;
    }

    int answered() {
        return answered.get();
    }

    /** Stops them; the first failure there was, empty when every answer was right. */
    String stop() {
        stopped.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        return Objects.requireNonNull(failure.get());
    }

    private void run(int port, byte[] request, Predicate<String> right) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (!stopped.get()) {
                socket.getOutputStream().write(request);
                String head = head(in);
                String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
                if (!head.startsWith("HTTP/1.1 200") || !right.test(body)) {
                    failure.compareAndSet("", head + body);
                }
                answered.incrementAndGet();
            }
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet("", e.toString());
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after '" + head + "'");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) throws IOException {
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        throw new IOException("no Content-Length in " + head);
    }

    @Override
    public void close() {
        stop();
    }
}
