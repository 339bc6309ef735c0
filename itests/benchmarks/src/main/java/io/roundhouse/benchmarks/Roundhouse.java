package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server, started from the distribution by its own launcher as a user would, in the foreground. */
final class Roundhouse implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Roundhouse(Process process, int port, Path data) {
        this.process = process;
        this.port = port;
        this.data = data;
    }

    /** Starts the process and returns at once. */
    static Roundhouse launch(Distribution distribution, Path models, Path data) {
        int port = Target.freePort();
        try {
            Files.createDirectories(data);
            Path console = data.resolve("console.out");
            ProcessBuilder builder = new ProcessBuilder(distribution.server().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(console.toFile()));
            builder.environment()
                    .putAll(Map.of(
                            "ROUNDHOUSE_HTTP_PORT", String.valueOf(port),
                            "ROUNDHOUSE_MODELS", models.toString(),
                            "ROUNDHOUSE_DATA", data.toString(),
                            "JAVA_HOME", System.getProperty("java.home")));
            return new Roundhouse(builder.start(), port, data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + distribution.server(), e);
        }
    }

    /** Starts the process and waits until it says that it is ready. */
    static Roundhouse start(Distribution distribution, Path models, Path data) {
        Roundhouse server = launch(distribution, models, data);
        try {
            server.awaitReady("/v2/health/ready");
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Waits until a GET of this path is answered 200. */
    void awaitReady(String path) {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the server ended with status " + process.exitValue() + "; see " + data);
            }
            if (status(path) == 200) {
                return;
            }
            Load.sleep(Duration.ofMillis(20));
        }
        throw new IllegalStateException("GET " + path + " was not answered 200 within " + START_MAX + "; see " + data);
    }

    private int status(String path) {
        try {
            return send(HttpRequest.newBuilder(uri(path)).build()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The body of a GET, which must be answered 200. */
    String get(String path) {
        try {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(uri(path)).build());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("GET " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path, e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Target target() {
        return Target.local("roundhouse", port, process.pid());
    }

    Path data() {
        return data;
    }

    /** The {@code -X} options the server's JVM runs with: programs compared with it must have the same. */
    List<String> jvmOptions() {
        try {
            String commandLine = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            return Stream.of(commandLine.split("\0", -1))
                    .filter(option -> option.startsWith("-X") && !option.startsWith("-Xlog"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
