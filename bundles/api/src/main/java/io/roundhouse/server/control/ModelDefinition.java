package io.roundhouse.server.control;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import java.util.List;
import java.util.Map;

/**
 * What is to be served under one name, as {@code model.yaml} and the version folders say; with every default filled in.
 * Two definitions are equal when they say the same.
 *
 * @param versions those to be served, oldest first, at least one
 * @param batching the section of that name
 * @param before the steps before the model, in order
 * @param after the steps after it, in order
 * @param router the strategy; its settings are the section {@code traffic}
 * @param arms at least one; the first is the default
 * @param labels words by which a version can be asked for, beside the names of arms; each the version it points to
 * @param sections those of other rooms, by their names; a room registers {@link ModelSection} for one
 */
public record ModelDefinition(
        String name,
        List<ModelArtifact> versions,
        Plugin engine,
        Settings batching,
        List<Plugin> before,
        List<Plugin> after,
        Plugin router,
        List<Arm> arms,
        Map<String, String> labels,
        Map<String, Settings> sections) {
    public ModelDefinition {
        versions = List.copyOf(versions);
        before = List.copyOf(before);
        after = List.copyOf(after);
        arms = List.copyOf(arms);
        labels = Map.copyOf(labels);
        sections = Map.copyOf(sections);
    }

    /** A definition without labels. */
    public ModelDefinition(
            String name,
            List<ModelArtifact> versions,
            Plugin engine,
            Settings batching,
            List<Plugin> before,
            List<Plugin> after,
            Plugin router,
            List<Arm> arms,
            Map<String, Settings> sections) {
        this(name, versions, engine, batching, before, after, router, arms, Map.of(), sections);
    }

    /**
     * A plugin asked for.
     *
     * @param range the versions that will do, {@code [1.29,2)}; empty for any
     */
    public record Plugin(String name, String range, Settings settings) {}

    /**
     * A version of the model that answers a share of the requests, on the model's engine or one of its own.
     *
     * @param version one of {@link ModelDefinition#versions()}
     */
    public record Arm(String name, String version, Plugin engine) {}
}
