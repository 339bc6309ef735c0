package io.roundhouse.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Model folders, copied and removed. */
final class Folders {
    private Folders() {}

    /** Copies one of the distribution's demo models into a folder of models; the folder of the model. */
    static Path copyDemo(String name, Path models) {
        return copy(Server.HOME.resolve("models").resolve(name), models.resolve(name));
    }

    static Path copy(Path from, Path to) {
        for (Path path : walk(from)) {
            try {
                Files.createDirectories(to.getParent());
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return to;
    }

    static void delete(Path folder) {
        walk(folder).stream().sorted(Comparator.reverseOrder()).forEach(path -> {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
