package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a file, one a line; a word's id is the number of its line, from 0. */
final class Vocabulary {
    private static final long BYTES_MAX = 64L << 20;
    private static final List<String> UNKNOWN = List.of("[UNK]", "<unk>", "<UNK>");
    private static final List<String> PAD = List.of("[PAD]", "<pad>", "<PAD>");

    private final Map<String, Integer> ids;
    private final int unknown;
    private final int pad;

    private Vocabulary(Map<String, Integer> ids, int unknown, int pad) {
        this.ids = ids;
        this.unknown = unknown;
        this.pad = pad;
    }

    static Vocabulary read(ModelArtifact artifact, Settings settings) {
        String file = settings.text("file", "vocab.txt");
        if (file.isEmpty()
                || file.startsWith(".")
                || file.contains("/")
                || file.contains("\\")
                || file.contains("\0")) {
            throw settings.invalid("file", "must be the name of a file beside the model, was '" + file + "'", null);
        }
        Map<String, Integer> ids = new HashMap<>();
        for (String line : lines(artifact.directory().resolve(file), file)) {
            Integer before = ids.putIfAbsent(line, ids.size());
            if (before != null) {
                throw failed(
                        file, "has '" + line + "' on the lines " + (before + 1) + " and " + (ids.size() + 1), null);
            }
        }
        int unknown = id(settings, "unknown", ids, UNKNOWN, -1);
        if (unknown < 0) {
            throw settings.invalid(
                    "unknown",
                    "is missing: '" + file + "' has none of " + UNKNOWN + " for the words it does not have",
                    null);
        }
        return new Vocabulary(ids, unknown, id(settings, "pad", ids, PAD, 0));
    }

    private static List<String> lines(Path path, String file) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > BYTES_MAX) {
                throw failed(file, "must be a file beside the model of at most 64 MiB", null);
            }
            return Files.readAllLines(path);
        } catch (CharacterCodingException e) {
            throw failed(file, "is not valid UTF-8", e);
        } catch (IOException e) {
            throw failed(file, "cannot be read", e);
        }
    }

    private static int id(Settings settings, String key, Map<String, Integer> ids, List<String> usual, int otherwise) {
        if (settings.has(key)) {
            Integer id = ids.get(settings.text(key));
            if (id == null) {
                throw settings.invalid(key, "must be a word of the vocabulary, was '" + settings.text(key) + "'", null);
            }
            return id;
        }
        return usual.stream().filter(ids::containsKey).findFirst().map(ids::get).orElse(otherwise);
    }

    long id(String word) {
        return ids.getOrDefault(word, unknown);
    }

    /** What fills short rows. */
    long pad() {
        return pad;
    }

    private static InferenceException failed(String file, String what, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.LOAD_FAILED, "vocabulary: '" + file + "' " + what, cause);
    }
}
