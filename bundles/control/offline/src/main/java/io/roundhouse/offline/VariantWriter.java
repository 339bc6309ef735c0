package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes into {@code model.yaml} what a variant changes, after the repository has read it and found just that. */
final class VariantWriter {
    private static final String YAML = "model.yaml";

    private final ModelRepository repository;

    VariantWriter(ModelRepository repository) {
        this.repository = repository;
    }

    /** Writes it, and gives the lines that changed. */
    List<String> write(Path folder, ModelDefinition definition, Variant variant, Work work) throws IOException {
        if (variant.version().isPresent() || !work.engine().equals(definition.engine())) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "'" + variant.name() + "' is a version or belongs to an arm with an engine of its own, which is"
                            + " changed by a rollout or by hand; nothing was written");
        }
        Plugin wanted = variant.plugin(definition.engine());
        Path file = folder.resolve(YAML);
        String text = Files.exists(file) ? Files.readString(file) : "";
        List<String> before = text.lines().toList();
        boolean other = !wanted.name().equals(definition.engine().name());
        List<String> after = EngineEdit.edit(before, wanted.name(), other, variant.changes());
        List<String> diff = EngineEdit.diff(before, after);
        if (diff.isEmpty()) {
            return diff;
        }
        String changed = String.join("\n", after) + "\n";
        check(definition, wanted, changed);
        try (Target target = Target.unseen(file)) {
            target.stream().write(changed.getBytes(UTF_8));
            target.publish();
        }
        return diff;
    }

    /** In a folder that is like the model's, without the model. */
    private void check(ModelDefinition definition, Plugin wanted, String text) throws IOException {
        Path top = Files.createTempDirectory("roundhouse-variants");
        Path folder = top.resolve(definition.name());
        try {
            Files.createDirectory(folder);
            for (ModelArtifact version : definition.versions()) {
                Files.createDirectory(folder.resolve(version.id().version()));
            }
            Files.writeString(folder.resolve(YAML), text);
            Plugin found = repository.read(folder).engine();
            if (!found.name().equals(wanted.name())
                    || !found.range().equals(wanted.range())
                    || !found.settings().canonical().equals(wanted.settings().canonical())) {
                throw new InferenceException(
                        ErrorCode.UNSUPPORTED,
                        "model.yaml is written in a way that cannot be changed here; its engine should be "
                                + wanted.name() + " with " + wanted.settings().canonical());
            }
        } finally {
            for (ModelArtifact version : definition.versions()) {
                Files.deleteIfExists(folder.resolve(version.id().version()));
            }
            Files.deleteIfExists(folder.resolve(YAML));
            Files.deleteIfExists(folder);
            Files.deleteIfExists(top);
        }
    }
}
