package io.roundhouse.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real server on the loopback, with answers of a test. */
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger inside = new AtomicInteger();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger insideMax = new AtomicInteger();

    /** One request. */
    record Asked(String path, String body) {}

    /** One answer. */
    record Reply(int status, String body) {
        static Reply scores(String... values) {
            return new Reply(
                    200,
                    "{\"model_name\":\"m\",\"outputs\":[{\"name\":\"score\",\"datatype\":\"FP32\",\"shape\":[1,"
                            + values.length + "],\"data\":[" + String.join(",", values) + "]}]}");
        }
    }

    private FakeServer(Function<Asked, Reply> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            insideMax.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Asked one = new Asked(
                    exchange.getRequestURI().getPath(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            asked.add(one);
            Reply reply = answers.apply(one);
            byte[] body = reply.body().getBytes(UTF_8);
            inside.decrementAndGet();
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    static FakeServer answering(Function<Asked, Reply> answers) throws IOException {
        return new FakeServer(answers);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
