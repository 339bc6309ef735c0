package io.roundhouse.quality;

import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of labelled rows in a model's folder: one for all versions beside {@code model.yaml}, or in a version's folder its own. */
final class References {
    private static final long BYTES_MAX = 8L << 20;

    private final Path folder;
    private final QualitySettings settings;

    References(Path folder, QualitySettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Reads every file there is, to know that they can be read.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}
     */
    void check(Output output) {
        if (settings.reference().isEmpty()) {
            return;
        }
        List<Path> files = files();
        if (files.isEmpty()) {
            throw wrong(
                    "is '" + settings.reference() + "', which is neither beside model.yaml nor in a version's folder",
                    null);
        }
        files.forEach(file -> read(file, output));
    }

    private List<Path> files() {
        try (Stream<Path> inside = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), inside.filter(Files::isDirectory))
                    .map(directory -> directory.resolve(settings.reference()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw wrong("cannot be looked for in the model's folder", e);
        }
    }

    /** The rows that tell about that version; empty when there is no such file, or none is asked for. */
    Optional<Reference> of(String version, Output output) {
        if (settings.reference().isEmpty()) {
            return Optional.empty();
        }
        List<Path> files = files();
        Path own = folder.resolve(version).resolve(settings.reference());
        Path shared = folder.resolve(settings.reference());
        return Stream.of(own, shared).filter(files::contains).findFirst().map(file -> read(file, output));
    }

    private Reference read(Path file, Output output) {
        String name = folder.relativize(file).toString();
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw wrong("'" + name + "' has more than 8 MiB; some thousand rows are enough", null);
            }
            return Reference.read(Files.readAllLines(file), output, settings);
        } catch (CharacterCodingException e) {
            throw wrong("'" + name + "' is not valid UTF-8", e);
        } catch (IOException e) {
            throw wrong("'" + name + "' cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw wrong("'" + name + "' " + e.getMessage(), e);
        }
    }

    private InferenceException wrong(String what, @Nullable Throwable cause) {
        return settings.source().invalid("reference", what, cause);
    }
}
