package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.FeedbackListener.Outcome;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.PairListener.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Definitions, sections and sights as the tests need them. */
final class Given {
    private Given() {}

    static Settings of(String... keysAndValues) {
        Settings.Builder builder = Settings.builder("m/model.yaml:1:1");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.put(keysAndValues[i], keysAndValues[i + 1], "m/model.yaml:" + (i + 2) + ":3");
        }
        return builder.build();
    }

    /** A section of the keys with these lists. */
    static Settings section(Settings keys, List<Settings> steps, List<Settings> guards) {
        Settings.Builder builder = Settings.builder("m/model.yaml:1:1");
        keys.keys().forEach(key -> builder.put(key, keys.text(key), "m/model.yaml:2:3"));
        if (!steps.isEmpty()) {
            builder.putSections("steps", steps, "m/model.yaml:3:3");
        }
        if (!guards.isEmpty()) {
            builder.putSections("guards", guards, "m/model.yaml:4:3");
        }
        return builder.build();
    }

    static Settings section(List<Settings> steps, List<Settings> guards) {
        return section(Settings.empty(), steps, guards);
    }

    /** Versions written {@code 1} or, with the digest of their files, {@code 1:digest}. */
    static ModelDefinition model(String... versions) {
        return model(Settings.empty(), versions);
    }

    static ModelDefinition named(String name, String... versions) {
        return model(name, Settings.empty(), versions);
    }

    static ModelDefinition model(Settings traffic, String... versions) {
        return model("m", traffic, versions);
    }

    private static ModelDefinition model(String name, Settings traffic, String... versions) {
        List<ModelArtifact> artifacts = Stream.of(versions).map(Given::artifact).toList();
        Plugin engine = new Plugin("onnxruntime", "", Settings.empty());
        String newest = artifacts.get(artifacts.size() - 1).id().version();
        return new ModelDefinition(
                name,
                artifacts,
                engine,
                Settings.empty(),
                Chain.NONE,
                new Plugin(traffic.text("router", "weighted"), "", traffic),
                List.of(new Arm("stable", newest, engine)),
                Map.of("rollout", Settings.empty()));
    }

    /** A model whose section {@code compare} says that. */
    static ModelDefinition comparedBy(String label) {
        ModelDefinition model = model("1");
        return new ModelDefinition(
                model.name(),
                model.versions(),
                model.engine(),
                model.batching(),
                model.chain(),
                model.router(),
                model.arms(),
                Map.of("rollout", Settings.empty(), "compare", of("label", label)));
    }

    private static ModelArtifact artifact(String text) {
        int colon = text.indexOf(':');
        String version = colon < 0 ? text : text.substring(0, colon);
        String digest = colon < 0 ? "files-of-" + text : text.substring(colon + 1);
        return new ModelArtifact(new ModelId("m", version), Path.of("store", digest), digest);
    }

    static ServedBy by(String arm) {
        return new ServedBy(new ModelId("m", arm.equals("stable") ? "1" : "2"), arm, "onnxruntime", "1.29.0");
    }

    static Seen.Both pair(boolean canaryFails, boolean flips, double difference) {
        return pair("canary", canaryFails, flips, difference);
    }

    static Seen.Both pair(String watching, boolean canaryFails, boolean flips, double difference) {
        return new Seen.Both(new Pair(
                "id",
                by("stable"),
                by(watching),
                false,
                canaryFails,
                canaryFails ? 0 : 1,
                flips ? 1 : 0,
                difference,
                difference,
                2_000_000,
                9_000_000,
                1_000_000,
                1_000_000,
                0));
    }

    static Seen.Worth worth(int told, double... correct) {
        List<Outcome> outcomes = Stream.iterate(0, i -> i < correct.length, i -> i + 1)
                .map(i -> new Outcome(
                        by(i == 0 ? "stable" : "canary"), correct[i], Double.NaN, Double.NaN, OptionalDouble.empty()))
                .toList();
        return new Seen.Worth(new Joined("m", "id", 0, told, outcomes));
    }
}
