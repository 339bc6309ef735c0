package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Skew;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model of two versions, whose steps a test chooses; what is written is read again. */
final class FakeRepository implements ModelRepository {
    private final Path directory;
    private final Map<String, Fitted> fitted = new HashMap<>();
    Chain chain = Chain.NONE;

    FakeRepository(Path directory) {
        this.directory = directory;
    }

    void steps(Plugin... before) {
        chain = new Chain(List.of(before), List.of());
    }

    void steps(List<Plugin> before, List<Plugin> after) {
        chain = new Chain(before, after);
    }

    Fitted fitted(String version) {
        Fitted there = fitted.get(version);
        if (there == null) {
            throw new AssertionError("nothing was learnt for " + version);
        }
        return there;
    }

    boolean isFitted() {
        return !fitted.isEmpty();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public List<String> names() {
        return List.of("model");
    }

    @Override
    public void load(String name) {}

    @Override
    public void unload(String name) {}

    @Override
    public ModelDefinition read(Path folder) {
        String name = String.valueOf(folder.getFileName());
        List<ModelArtifact> versions = List.of(
                new ModelArtifact(new ModelId(name, "1"), folder.resolve("1"), "a"),
                new ModelArtifact(new ModelId(name, "2"), folder.resolve("2"), "b"));
        Plugin engine = new Plugin("engine", "", Settings.empty());
        return new ModelDefinition(
                name,
                versions,
                engine,
                Settings.empty(),
                chain,
                new Plugin("weighted", "", Settings.empty()),
                List.of(new Arm("stable", "2", engine, chain)),
                Map.of(),
                Map.of(),
                fitted,
                Skew.REFUSE);
    }

    @Override
    public void write(Path versionFolder, Fitted learnt) {
        fitted.put(String.valueOf(versionFolder.getFileName()), learnt);
    }
}
