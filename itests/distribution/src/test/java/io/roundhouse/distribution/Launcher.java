package io.roundhouse.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code bin/roundhouse} as a person runs it, with folders of its own for data and for what is temporary. */
final class Launcher {
    private final Path data;
    private final Path temporary;

    /** @param data of a server that runs; or of none */
    Launcher(Path data, Path work) {
        this.data = data;
        try {
            this.temporary = Files.createDirectories(work.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start(String... words) {
        List<String> command = new ArrayList<>();
        command.add(Server.HOME.resolve("bin/roundhouse").toString());
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TMPDIR", temporary.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed; fails when it did. */
    String run(String... words) {
        Process process = start(words);
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(List.of(words) + " ended with " + process.exitValue() + ":\n" + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What lies where temporary things go. */
    List<Path> leftovers() {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("hsperfdata"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
