package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the classes of a model are called, in its order: a list under {@code labels}, or lines of {@code labels_file}. */
final class Labels {
    private final List<String> names;
    private final byte[][] bytes;

    private Labels(List<String> names) {
        this.names = names;
        bytes = new byte[names.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Empty when the settings name none: then a class is called by its number. */
    static Optional<Labels> find(ModelArtifact artifact, Settings settings) {
        boolean inline = settings.has("labels");
        boolean file = settings.has("labels_file");
        if (inline && file) {
            throw settings.invalid(
                    "labels_file", "must not stand beside 'labels': one of them names the classes", null);
        }
        if (!inline && !file) {
            return Optional.empty();
        }
        String key = inline ? "labels" : "labels_file";
        List<String> names = inline ? settings.texts(key) : LineFile.read(artifact, settings, key);
        if (names.isEmpty()) {
            throw settings.invalid(key, "must name at least one class, was empty", null);
        }
        return Optional.of(new Labels(names));
    }

    int size() {
        return bytes.length;
    }

    List<String> names() {
        return names;
    }

    /** The name of a class as UTF-8; nobody changes it. */
    byte[] get(int index) {
        return bytes[index];
    }

    /** Also where there are none. */
    static byte[] name(Optional<Labels> labels, int index) {
        return labels.isPresent()
                ? labels.get().get(index)
                : Integer.toString(index).getBytes(StandardCharsets.US_ASCII);
    }

    /** Fails unless the column has a number for each. */
    static void requireFit(Optional<Labels> labels, String step, String column, long classes) {
        if (labels.isPresent() && labels.get().size() != classes) {
            throw Columns.mismatch(
                    step,
                    "'" + column + "' has " + classes + " classes a row, but "
                            + labels.get().size() + " labels are given");
        }
    }
}
