package io.roundhouse.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model's folder, put into the folder of models whole, and taken out again. */
record ModelFolder(Path path) {
    /**
     * Writes it beside the models and moves it in.
     *
     * @param files content by path
     */
    static ModelFolder drop(Path models, String name, Map<String, byte[]> files) {
        Path staging = models.resolveSibling("staging").resolve(name);
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = staging.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            return new ModelFolder(Files.move(staging, models.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try (Stream<Path> paths = Files.walk(path)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
