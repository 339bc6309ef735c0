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
 * @param chain the steps of an arm that does not say others, and of a version that no arm has
 * @param router the strategy; its settings are the section {@code traffic}
 * @param arms at least one; the first is the default
 * @param labels words by which a version can be asked for, beside the names of arms; each the version it points to
 * @param sections those of other rooms, by their names; a room registers {@link ModelSection} for one
 * @param fitted what the steps learnt, by version; nothing for a version that has no such file
 * @param skew what becomes of a version that serves other steps than those that learnt
 * @param isolation where the engine runs
 */
public record ModelDefinition(
        String name,
        List<ModelArtifact> versions,
        Plugin engine,
        Settings batching,
        Chain chain,
        Plugin router,
        List<Arm> arms,
        Map<String, String> labels,
        Map<String, Settings> sections,
        Map<String, Fitted> fitted,
        Skew skew,
        Isolation isolation) {
    public ModelDefinition {
        versions = List.copyOf(versions);
        arms = List.copyOf(arms);
        labels = Map.copyOf(labels);
        sections = Map.copyOf(sections);
        fitted = Map.copyOf(fitted);
    }

    /** A definition without labels whose steps learnt nothing. */
    public ModelDefinition(
            String name,
            List<ModelArtifact> versions,
            Plugin engine,
            Settings batching,
            Chain chain,
            Plugin router,
            List<Arm> arms,
            Map<String, Settings> sections) {
        this(
                name,
                versions,
                engine,
                batching,
                chain,
                router,
                arms,
                Map.of(),
                sections,
                Map.of(),
                Skew.REFUSE,
                Isolation.BY_ENGINE);
    }

    /** A definition whose engine runs where it says itself. */
    public ModelDefinition(
            String name,
            List<ModelArtifact> versions,
            Plugin engine,
            Settings batching,
            Chain chain,
            Plugin router,
            List<Arm> arms,
            Map<String, String> labels,
            Map<String, Settings> sections,
            Map<String, Fitted> fitted,
            Skew skew) {
        this(
                name,
                versions,
                engine,
                batching,
                chain,
                router,
                arms,
                labels,
                sections,
                fitted,
                skew,
                Isolation.BY_ENGINE);
    }

    /** The same model with other traffic. */
    public ModelDefinition with(List<ModelArtifact> others, Plugin otherRouter, List<Arm> otherArms) {
        return new ModelDefinition(
                name,
                others,
                engine,
                batching,
                chain,
                otherRouter,
                otherArms,
                labels,
                sections,
                fitted,
                skew,
                isolation);
    }

    /**
     * A plugin asked for.
     *
     * @param range the versions that will do, {@code [1.29,2)}; empty for any
     */
    public record Plugin(String name, String range, Settings settings) {}

    /**
     * A version of the model that answers a share of the requests, on the model's engine or one of its own, with the
     * model's steps or others.
     *
     * @param version one of {@link ModelDefinition#versions()}
     */
    public record Arm(String name, String version, Plugin engine, Chain chain) {
        /** An arm without steps. */
        public Arm(String name, String version, Plugin engine) {
            this(name, version, engine, Chain.NONE);
        }
    }
}
