package io.roundhouse.lookup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real server on loopback, as an unprivileged user where the test is root; some refuse to run as that. */
final class ServerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final List<String> command;
    private final String ready;
    private final Process process;

    private ServerProcess(List<String> command, String ready) {
        this.command = command;
        this.ready = ready;
        this.process = run(command);
        awaitReady();
    }

    /** Starts it and returns when it prints that it is ready. */
    static ServerProcess start(String user, List<String> command, String ready) {
        return new ServerProcess(as(user, command), ready);
    }

    /** The same again, once this one has ended. */
    ServerProcess restart() {
        close();
        return new ServerProcess(command, ready);
    }

    private static Process run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        List<String> lines = new ArrayList<>();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.contains(ready)) {
                    drain(out);
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError(command + " ended: " + String.join("\n", lines));
    }

    /** Or it would stand still when the pipe is full. */
    private static void drain(BufferedReader out) {
        Thread thread = new Thread(() -> {
            try {
                while (out.readLine() != null) {
                    // nobody wants it
                }
            } catch (IOException e) {
                // it has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs a program to its end. */
    static void finish(String user, List<String> command) {
        Process process = run(as(user, command));
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static List<String> as(String user, List<String> command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--clear-groups"));
        }
        all.addAll(command);
        return all;
    }

    private static String group(String user) {
        try {
            Path passwd = Path.of("/etc/passwd");
            return Files.readAllLines(passwd).stream()
                    .map(line -> line.split(":"))
                    .filter(fields -> fields[0].equals(user))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no user " + user))[3];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** An empty folder that the user owns. */
    static Path folder(String user) {
        try {
            Path folder = Files.createTempDirectory("roundhouse-lookup-");
            if (isRoot()) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program in the first of these folders that has it. */
    static Path program(String name, String debianPackage, Stream<Path> folders) {
        return folders.map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed; this test needs Debian's package "
                        + debianPackage + ": apt-get install " + debianPackage));
    }

    /** Stops it at once, whoever is connected: by SIGINT, for which SIGTERM is too polite with PostgreSQL. */
    @Override
    public void close() {
        run(List.of("kill", "-INT", Long.toString(process.pid())));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
