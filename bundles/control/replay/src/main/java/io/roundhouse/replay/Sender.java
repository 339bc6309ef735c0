package io.roundhouse.replay;

import io.roundhouse.server.control.Replay.Order;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Sends one exchange and waits for its answer. Many threads at once. */
final class Sender {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2); // more than a server may wait for itself
    private static final int ANSWER_BYTES_MAX = 256 << 20;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI server;
    private final Optional<String> path;
    private final ExchangeReader reader = new ExchangeReader();
    private final Tally tally;
    private final LongSupplier nanoClock;

    /** @param executor where the client works: as many threads as requests, so that it begins none of its own */
    Sender(Order order, Executor executor, Tally tally, LongSupplier nanoClock) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .executor(executor)
                .build();
        String root = order.server().toString();
        this.server = URI.create(root.endsWith("/") ? root : root + "/");
        this.path = order.model()
                .map(model -> "models/" + model
                        + order.version().map(version -> "/versions/" + version).orElse(""));
        this.tally = tally;
        this.nanoClock = nanoClock;
    }

    void send(Exchange exchange) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("v2/" + path.orElse(exchange.path) + "/infer"))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_MAX)
                .POST(BodyPublishers.ofByteArray(exchange.request()))
                .build();
        long begun = nanoClock.getAsLong();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(ANSWER_BYTES_MAX);
            }
            told(exchange, response.statusCode(), body, nanoClock.getAsLong() - begun);
        } catch (HttpConnectTimeoutException e) {
            tally.failed("no connection");
        } catch (HttpTimeoutException e) {
            tally.failed("no answer in " + ANSWER_MAX.toSeconds() + " s");
        } catch (ConnectException e) {
            tally.failed("no connection");
        } catch (IOException e) {
            tally.failed("connection lost");
        }
    }

    private void told(Exchange exchange, int status, byte[] body, long nanos) {
        if (status != OK) {
            String code = reader.code(body);
            tally.failed(code.isEmpty() ? "status " + status : code);
            return;
        }
        Optional<List<Output>> outputs = reader.answer(body);
        if (outputs.isPresent()) {
            tally.answered(exchange, outputs.get(), nanos);
        } else {
            tally.failed("an answer that is no JSON");
        }
    }
}
