package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of UTF-8 lines beside the model. */
final class LineFile {
    private static final long BYTES_MAX = 16L << 20;

    private LineFile() {}

    /** The lines of the file that stands under the key, as they are. */
    static List<String> read(ModelArtifact artifact, Settings settings, String key) {
        String name = settings.text(key);
        if (name.isEmpty()
                || name.startsWith(".")
                || name.contains("/")
                || name.contains("\\")
                || name.contains("\0")) {
            throw settings.invalid(key, "must be the name of a file beside the model, was '" + name + "'", null);
        }
        Path file = artifact.directory().resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
                throw failed(name, "must be a file beside the model of at most 16 MiB", null);
            }
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) { // a byte order mark is no part of the line
                lines.set(0, lines.get(0).substring(1));
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw failed(name, "is not valid UTF-8", e);
        } catch (IOException e) {
            throw failed(name, "cannot be read", e);
        }
    }

    static InferenceException failed(String name, String what, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.LOAD_FAILED, "'" + name + "' " + what, cause);
    }
}
