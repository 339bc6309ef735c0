package io.roundhouse.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One running distribution: its process, its door to HTTP, its shell. */
final class Server implements AutoCloseable {
    static final Path HOME = Path.of(System.getProperty("roundhouse.home")).normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;
    private final Path models;
    private final Path data;
    private final Path log;

    private Server(Process process, int port, Path models, Path data, Path log) {
        this.process = process;
        this.port = port;
        this.models = models;
        this.data = data;
        this.log = log;
    }

    /** Starts one with the models of that folder, and everything it writes below {@code work}; ready when it returns. */
    static Server start(Path models, Path work, Map<String, String> environment) {
        try {
            int port = freePort();
            Files.createDirectories(work);
            Path log = work.resolve("process.log");
            ProcessBuilder builder = new ProcessBuilder(
                            HOME.resolve("bin/server").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "ROUNDHOUSE_DATA", work.resolve("data").toString(),
                            "ROUNDHOUSE_MODELS", models.toString(),
                            "ROUNDHOUSE_HTTP_PORT", Integer.toString(port)));
            builder.environment().putAll(environment);
            Server server = new Server(builder.start(), port, models, work.resolve("data"), log);
            server.await("ready", () -> server.isReady());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Server start(Path models, Path work) {
        return start(models, work, Map.of());
    }

    /** A free port of the loopback address; taken by nobody between this and the start, as tests run one by one. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    Path models() {
        return models;
    }

    Path data() {
        return data;
    }

    Process process() {
        return process;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue() + ":\n" + tail());
        }
        try {
            return get("/v2/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // nobody listens yet
        }
    }

    /** Waits for something that is told by no event from outside, at most a minute. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not " + what + " after " + PATIENCE + ":\n" + tail());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** A change by the admin API, which takes the owner's token. */
    HttpResponse<String> act(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token())
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** The owner's. */
    String token() {
        try {
            return Files.readString(data.resolve("admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What a shell command printed; fails when it did. */
    String shell(String command) {
        Shell outcome = tryShell(command);
        if (outcome.status() != 0) {
            throw new AssertionError(command + " ended with " + outcome.status() + ":\n" + outcome.text());
        }
        return outcome.text();
    }

    Shell tryShell(String command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            HOME.resolve("bin/roundhouse").toString(), "shell", "--data", data.toString(), command)
                    .redirectErrorStream(true);
            Process shell = builder.start();
            shell.getOutputStream().close();
            String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Shell(shell.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What came of a shell command, both streams together. */
    record Shell(int status, String text) {}

    /** The lines of the kernel's map of this process that contain that text. */
    List<String> mappings(String text) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/maps"))) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what the process and its log say. */
    String tail() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> logs =
                Files.isDirectory(data.resolve("log")) ? Files.list(data.resolve("log")) : Stream.of()) {
            for (Path file : Stream.concat(Stream.of(log), logs).toList()) {
                List<String> lines = Files.readAllLines(file);
                lines.subList(Math.max(0, lines.size() - 40), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    /** SIGTERM; the exit status. */
    int terminate() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("the server did not end:\n" + tail());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
