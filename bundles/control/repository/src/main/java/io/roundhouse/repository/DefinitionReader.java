package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A settled folder to a definition, its versions copied into the store. */
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
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}: {@code model.yaml} is wrong
     */
    ModelDefinition read(FolderState state) throws IOException, BrokenFolderException {
        FolderRules rules = new FolderRules(state.name, directory.toRealPath(), state.seen);
        Versions versions = rules.check();
        ModelYaml.Wanted wanted = ModelYaml.read(state.name, yaml(state), versions);
        List<ModelArtifact> artifacts = new ArrayList<>();
        for (String version : wanted.versions()) {
            rules.checkServed(version);
            String digest = copy(state, version);
            artifacts.add(new ModelArtifact(new ModelId(state.name, version), store.path(digest), digest));
        }
        state.copies.keySet().retainAll(wanted.versions());
        return new ModelDefinition(
                wanted.name(),
                artifacts,
                wanted.engine(),
                wanted.batching(),
                wanted.before(),
                wanted.after(),
                wanted.router(),
                wanted.arms(),
                wanted.labels(),
                wanted.sections());
    }

    private Settings yaml(FolderState state) throws IOException, BrokenFolderException {
        String place = "models/" + state.name + "/model.yaml";
        for (Entry entry : state.seen) {
            if (entry.path().equals("model.yaml")) {
                if (!entry.isContent()) {
                    throw new BrokenFolderException(FolderRules.WHOLE, place + " is not a file");
                }
                if (entry.size() > YamlReader.BYTES_MAX) {
                    throw new BrokenFolderException(
                            FolderRules.WHOLE,
                            place + " has " + entry.size() + " bytes, at most " + YamlReader.BYTES_MAX
                                    + " are allowed");
                }
                Path file = directory.resolve(state.name).resolve(entry.path());
                return YamlReader.read(place, Files.readAllBytes(file), ModelYaml.STEP_KEYS);
            }
        }
        return Settings.builder(place).build();
    }

    private String copy(FolderState state, String version) throws IOException, BrokenFolderException {
        List<Entry> entries = state.seen.stream()
                .filter(entry -> entry.isContent() && entry.version().equals(version))
                .toList();
        FolderState.Copy known = state.copies.get(version);
        if (known != null && known.entries().equals(entries)) {
            return known.digest();
        }
        long size = entries.stream().mapToLong(Entry::size).sum();
        if (size > store.usableBytes()) {
            throw new BrokenFolderException(
                    version,
                    "models/" + state.name + "/" + version + " has " + size + " bytes, but the server's data folder"
                            + " has room for " + store.usableBytes() + "; make room and load it again");
        }
        String digest = store.put(
                directory.resolve(state.name).resolve(version),
                entries.stream()
                        .map(entry -> entry.path().substring(version.length() + 1))
                        .toList());
        state.copies.put(version, new FolderState.Copy(entries, digest));
        state.digests.add(digest);
        return digest;
    }
}
