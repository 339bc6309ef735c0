package io.roundhouse.repository;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A settled folder to a definition, its versions copied into the store; or any folder as it lies. */
final class DefinitionReader {
    private final Path directory;
    private final VersionStore store;

    DefinitionReader(Path directory, VersionStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * Reads the folder of {@code state} as it was seen last.
     *
     * @throws BrokenFolderException a person has to mend it
     * @throws InferenceException {@code INVALID_CONFIGURATION}: {@code model.yaml} is wrong
     */
    ModelDefinition read(FolderState state) throws IOException, BrokenFolderException {
        Set<String> kept = new HashSet<>();
        Path folder = directory.resolve(state.name);
        SeenFolder seen = new SeenFolder(state.name, folder, directory.toRealPath(), state.seen);
        ModelDefinition definition = seen.definition((id, files) -> {
            kept.add(id.version());
            String digest = copy(state, id.version(), files);
            return new ModelArtifact(id, store.path(digest), digest);
        });
        state.copies.keySet().retainAll(kept);
        return definition;
    }

    /** Reads a folder where it lies; it may be anywhere and without a model yet, and nothing is copied. */
    static ModelDefinition readInPlace(Path folder) {
        Path given = folder.toAbsolutePath().normalize();
        String name = String.valueOf(given.getFileName());
        if (!Files.isDirectory(given)) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND, "there is no folder '" + Sentences.printable(folder.toString()) + "'");
        }
        if (!ModelId.isName(name)) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "'" + Sentences.printable(name) + "' is no name of a model: letters, digits, '_', '-' and '.'");
        }
        try {
            Path real = given.toRealPath();
            Path parent = real.getParent();
            SeenFolder seen = new SeenFolder(name, real, parent == null ? real : parent, FolderScan.scan(real));
            return seen.planned((id, files) -> {
                Path version = real.resolve(id.version());
                return new ModelArtifact(id, version, VersionStore.digest(version, below(id.version(), files)));
            });
        } catch (BrokenFolderException e) {
            throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, e.sentence(), e);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "models/" + name + " could not be read: " + Sentences.of(e, given),
                    e);
        }
    }

    private static List<String> below(String version, List<Entry> files) {
        return files.stream()
                .map(entry -> entry.path().substring(version.length() + 1))
                .toList();
    }

    private String copy(FolderState state, String version, List<Entry> files)
            throws IOException, BrokenFolderException {
        FolderState.Copy known = state.copies.get(version);
        if (known != null && known.entries().equals(files)) {
            return known.digest();
        }
        long size = files.stream().mapToLong(Entry::size).sum();
        if (size > store.usableBytes()) {
            throw new BrokenFolderException(
                    version,
                    "models/" + state.name + "/" + version + " has " + size + " bytes, but the server's data folder"
                            + " has room for " + store.usableBytes() + "; make room and load it again");
        }
        String digest = store.put(directory.resolve(state.name).resolve(version), below(version, files));
        state.copies.put(version, new FolderState.Copy(files, digest));
        state.digests.add(digest);
        return digest;
    }
}
