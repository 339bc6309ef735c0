package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The distribution, unpacked: its launcher and its demo models. */
record Distribution(Path home) {
    /**
     * The distribution to measure.
     *
     * @param given a folder with {@code bin/server}, or an archive, which is unpacked below {@code work}
     */
    static Distribution of(Path given, Path work) {
        if (Files.isExecutable(given.resolve("bin/server"))) {
            return new Distribution(given.toAbsolutePath());
        }
        try {
            Path unpacked = Files.createDirectories(work.resolve("distribution"));
            Process tar = new ProcessBuilder("tar", "-xzf", given.toString(), "-C", unpacked.toString())
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalArgumentException(
                        given + " is neither a folder with bin/server nor a .tar.gz; build it with './roundhouse start'"
                                + " or name another with --distribution");
            }
            try (Stream<Path> children = Files.list(unpacked)) {
                return new Distribution(children.findFirst().orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while unpacking " + given, e);
        }
    }

    /** The file of version 1 of a demo model. */
    Path model(String name) {
        return models().resolve(name).resolve("1/model.onnx");
    }

    Path models() {
        return home.resolve("models");
    }

    Path server() {
        return home.resolve("bin/server");
    }
}
