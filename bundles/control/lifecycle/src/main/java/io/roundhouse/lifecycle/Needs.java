package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.PluginControl.Need;
import io.roundhouse.spi.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds what a definition needs against what is in the house. One call, one thread. */
final class Needs {
    private final Plugins plugins;
    private final EngineBundles bundles;
    private final String engineUrl;
    private final List<ModelStatus> models;
    private final Set<Need> needs = new LinkedHashSet<>();

    /** @param engineUrl where an engine is found, with {@code {name}} and {@code {version}} */
    Needs(Plugins plugins, EngineBundles bundles, String engineUrl, List<ModelStatus> models) {
        this.plugins = plugins;
        this.bundles = bundles;
        this.engineUrl = engineUrl;
        this.models = models;
    }

    /** @param owner the bundle of a section's room */
    List<Need> of(ModelDefinition definition, Function<String, Optional<String>> owner) {
        List<Arm> arms = ArmPlan.arms(definition);
        arms.forEach(arm -> engine(arm.engine()));
        arms.forEach(arm -> steps(arm.chain()));
        if (arms.size() > 1 || !definition.router().settings().keys().isEmpty()) {
            need("router", plugins.routers(), definition.router());
        }
        Map<String, String> monitors = bundles.monitors();
        definition.sections().forEach((word, section) -> {
            if (word.equals("monitors")) {
                section.keys().forEach(name -> monitor(name, monitors));
            }
            Optional<String> room = owner.apply(word);
            needs.add(new Need("section", word, room.isPresent(), room.orElse("no room is there for it")));
        });
        return List.copyOf(needs);
    }

    private void engine(Plugin wanted) {
        Optional<Provider<Engine>> found = plugins.engines().best(wanted);
        String detail = found.map(Needs::from).orElseGet(() -> plugins.engines().missing(wanted) + hint(wanted));
        needs.add(new Need("engine", text(wanted), found.isPresent(), detail));
        Devices devices = Devices.of(wanted.settings());
        List<String> there = found.map(Provider::devices).orElse(List.of());
        devices.required().forEach(word -> device(wanted, word, "required", there));
        devices.preferred().forEach(word -> device(wanted, word, "preferred", there));
    }

    private void device(Plugin engine, String word, String how, List<String> there) {
        boolean met = there.contains(word);
        String detail = met
                ? "the engine's bundle has it; whether the machine does is seen when the model is loaded"
                : (there.isEmpty() ? "no engine" : "the engine has " + String.join(", ", there))
                        + other(engine, word)
                        + (how.equals("preferred") ? "; the model runs without" : "");
        needs.add(new Need("device", word + " " + how, met, detail));
    }

    /** Who has it, though it was not chosen. */
    private String other(Plugin engine, String device) {
        return bundles.brought().stream()
                .filter(each ->
                        each.name().equals(engine.name()) && each.devices().contains(device))
                .findFirst()
                .map(each -> "; bundle " + each.id() + ", " + each.bundle() + ", has it"
                        + (each.active() ? "" : " and is not started"))
                .orElse("; install a bundle of engine " + engine.name() + " whose capability names " + device);
    }

    private String hint(Plugin wanted) {
        VersionRange range = VersionRange.of(wanted.range());
        Devices devices = Devices.of(wanted.settings());
        return bundles.brought().stream()
                .filter(each -> each.name().equals(wanted.name())
                        && !each.active()
                        && range.contains(Version.of(each.version()))
                        && devices.fit(each.devices()))
                .findFirst()
                .map(each -> "; bundle " + each.id() + ", " + each.bundle() + ", brings it and is not started")
                .orElseGet(() -> "; install " + engineUrl.replace("{name}", wanted.name()) + " with a version"
                        + (wanted.range().isEmpty() ? "" : " of " + wanted.range()));
    }

    private void steps(Chain chain) {
        List<Plugin> steps = new ArrayList<>(chain.before());
        steps.addAll(chain.after());
        for (Plugin step : steps) {
            if (Callee.isStep(step)) {
                String asked = step.settings().text("name", "");
                boolean live = models.stream()
                        .anyMatch(model -> model.id().name().equals(asked) && model.state() == ModelState.LIVE);
                needs.add(new Need("step", "model " + asked, live, live ? "it is live" : "that model is not live"));
            } else {
                need("step", plugins.transformers(), step);
            }
        }
    }

    private void monitor(String name, Map<String, String> monitors) {
        String bundle = monitors.get(name);
        needs.add(new Need(
                "monitor",
                name,
                bundle != null,
                bundle != null ? bundle : "no monitor of that name is installed, there are " + monitors.keySet()));
    }

    private <T> void need(String kind, Providers<T> all, Plugin wanted) {
        Optional<Provider<T>> found = all.best(wanted);
        String detail = found.map(Needs::from).orElseGet(() -> all.missing(wanted));
        needs.add(new Need(kind, text(wanted), found.isPresent(), detail));
    }

    private static String from(Provider<?> provider) {
        return "bundle " + provider.bundleId() + ", " + provider.bundle();
    }

    private static String text(Plugin wanted) {
        return (wanted.name() + " " + wanted.range()).strip();
    }
}
