package io.roundhouse.trends;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL on loopback, as its own user where the test is root, whom it refuses. */
final class Postgresql implements AutoCloseable {
    static final String USER = "roundhouse";
    static final String PASSWORD = "S3cret-of-trends";

    private static final String SYSTEM_USER = "postgres"; // the package brings it
    private static final String PACKAGE = "/usr/lib/postgresql";
    private static final int PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path programs;
    private final int port;
    private @Nullable Process process;

    Postgresql() throws IOException {
        programs = programs();
        port = freePort();
        folder = Files.createTempDirectory("roundhouse-trends-");
        if (isRoot()) {
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(folder, users.lookupPrincipalByName(SYSTEM_USER));
        }
        Path password = Files.writeString(Files.createTempFile("roundhouse-trends-", ".txt"), PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Process made = run(
                "initdb",
                "--pgdata=" + folder,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        await(made, "initdb failed: " + said);
        Files.delete(password);
        start();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Returns when it takes connections. */
    void start() {
        Process started = run(
                "postgres",
                "-D",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off");
        process = started;
        List<String> said = new ArrayList<>();
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.contains("ready to accept connections")) {
                    drain(out);
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("postgres ended: " + String.join("\n", said));
    }

    /** Or it would stand still when the pipe is full. */
    private static void drain(BufferedReader out) {
        Thread thread = new Thread(() -> out.lines().forEach(line -> {}));
        thread.setUncaughtExceptionHandler((ended, cause) -> {});
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it at once, whoever is connected: by SIGINT, SIGTERM would wait for them. */
    void stop() {
        Process running = process;
        if (running != null) {
            try {
                await(new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start(), "kill failed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            end(running);
            process = null;
        }
    }

    private Process run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, String failure) {
        if (end(process) != 0) {
            throw new AssertionError(failure);
        }
    }

    private static int end(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a program does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Path programs() throws IOException {
        Path installed = Path.of(PACKAGE);
        try (Stream<Path> versions = Files.isDirectory(installed) ? Files.list(installed) : Stream.empty()) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("PostgreSQL is not installed; this test needs Debian's package"
                                    + " postgresql: apt-get install postgresql"));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
