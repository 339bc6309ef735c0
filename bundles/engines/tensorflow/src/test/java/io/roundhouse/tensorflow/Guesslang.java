package io.roundhouse.tensorflow;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.testkit.FakeModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The model that tells programming languages apart: texts in, texts and scores out. */
final class Guesslang {
    static final int LANGUAGES = 54;

    private Guesslang() {}

    static byte[] file() {
        try (InputStream in =
                new GZIPInputStream(Objects.requireNonNull(Guesslang.class.getResourceAsStream("/guesslang.pb.gz")))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelArtifact in(Path folder) {
        return FakeModelArtifact.in(folder).file("saved_model.pb", file()).artifact();
    }
}
