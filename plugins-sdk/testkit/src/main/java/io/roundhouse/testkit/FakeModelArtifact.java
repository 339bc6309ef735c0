package io.roundhouse.testkit;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model files for a test, written into a folder that the test owns ({@code @TempDir}). */
public final class FakeModelArtifact {
    private final Path directory;
    private ModelId id = new ModelId("test", "1");

    private FakeModelArtifact(Path directory) {
        this.directory = directory;
    }

    /** Begins a model in this folder, which is made when it is not there. */
    public static FakeModelArtifact in(Path directory) {
        try {
            return new FakeModelArtifact(Files.createDirectories(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another identity than {@code test:1}. */
    public FakeModelArtifact id(String name, String version) {
        id = new ModelId(name, version);
        return this;
    }

    /** Writes a file of UTF-8 text. */
    public FakeModelArtifact file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file. */
    public FakeModelArtifact file(String name, byte[] content) {
        try {
            Files.write(directory.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The artifact; its digest is no real one, and differs with the identity only. */
    public ModelArtifact artifact() {
        return new ModelArtifact(id, directory, Integer.toHexString(id.hashCode()));
    }

    /** An artifact without files, where only the identity matters. */
    public static ModelArtifact named(String name, String version) {
        return new ModelArtifact(new ModelId(name, version), Path.of("none"), name + "-" + version);
    }
}
