package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model folder, as a look at it saw it.
 *
 * @param root the real path below which links may end
 */
record SeenFolder(String name, Path folder, Path root, List<Entry> seen) {
    /** Where the files of a version will lie as long as it is used. */
    @FunctionalInterface
    interface Keeper {
        ModelArtifact keep(ModelId id, List<Entry> files) throws IOException, BrokenFolderException;
    }

    /**
     * What is wanted of it.
     *
     * @throws BrokenFolderException a person has to mend it
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}: {@code model.yaml} or what was
     *     fitted is wrong
     */
    ModelDefinition definition(Keeper keeper) throws IOException, BrokenFolderException {
        FolderRules rules = new FolderRules(name, root, seen);
        return definition(keeper, rules.check(), rules::checkServed);
    }

    /** As {@link #definition}, but a version need not have a model yet, nor a folder. */
    ModelDefinition planned(Keeper keeper) throws IOException, BrokenFolderException {
        FolderRules rules = new FolderRules(name, root, seen);
        return definition(keeper, rules.checkPlanned(), rules::checkNotEmpty);
    }

    /** What a version has to be like. */
    @FunctionalInterface
    private interface Rule {
        void check(String version) throws BrokenFolderException;
    }

    private ModelDefinition definition(Keeper keeper, Versions versions, Rule rule)
            throws IOException, BrokenFolderException {
        ModelYaml.Wanted wanted = ModelYaml.read(name, yaml(), versions);
        List<ModelArtifact> artifacts = new ArrayList<>();
        Map<String, Fitted> fitted = new LinkedHashMap<>();
        for (String version : wanted.versions()) {
            rule.check(version);
            ModelArtifact artifact = keeper.keep(new ModelId(name, version), files(version));
            artifacts.add(artifact);
            FittedFile.read(place() + "/" + version, artifact.directory())
                    .ifPresent(learnt -> fitted.put(version, learnt));
        }
        return new ModelDefinition(
                wanted.name(),
                artifacts,
                wanted.engine(),
                wanted.batching(),
                wanted.chain(),
                wanted.router(),
                wanted.arms(),
                wanted.labels(),
                wanted.sections(),
                fitted,
                wanted.skew(),
                wanted.isolation());
    }

    String place() {
        return "models/" + name;
    }

    private List<Entry> files(String version) {
        return seen.stream()
                .filter(entry -> entry.isContent() && entry.version().equals(version))
                .toList();
    }

    private Settings yaml() throws IOException, BrokenFolderException {
        String place = place() + "/model.yaml";
        for (Entry entry : seen) {
            if (entry.path().equals("model.yaml")) {
                if (!entry.isContent()) {
                    throw new BrokenFolderException(FolderRules.WHOLE, place + " is not a file");
                }
                YamlLimits.HAND_WRITTEN.checkSize(place, entry.size());
                byte[] content = Files.readAllBytes(folder.resolve(entry.path()));
                return YamlReader.read(place, content, ModelYaml.PLUGIN_KEYS, YamlLimits.HAND_WRITTEN);
            }
        }
        return Settings.builder(place).build();
    }
}
