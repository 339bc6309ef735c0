package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Isolation;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Skew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The schema of {@code model.yaml}, and its defaults. */
final class ModelYaml {
    static final int STEPS_MAX = 32;
    static final int ARMS_MAX = 16;

    private static final String BEFORE = "transformers";
    private static final String AFTER = "after";
    private static final String MONITORS = "monitors";

    /** Keys whose lists are lists of plugins; {@code - mean-pool} and {@code - mean-pool: {…}} both name one. */
    static final Set<String> PLUGIN_KEYS = Set.of(BEFORE, AFTER, MONITORS);

    /**
     * Words of rooms of the distribution. A closed list: whether a file is right must not depend on which bundle is just
     * being restarted.
     */
    static final List<String> SECTIONS = List.of("compare", "feedback", MONITORS, "rollout");

    private static final List<String> KEYS =
            List.of("name", "engine", "batching", BEFORE, AFTER, "traffic", "labels", "versions", "skew", "isolation");

    private static final String ENGINE = "onnxruntime";
    private static final String ROUTER = "weighted";
    private static final String ARM = "stable";

    private ModelYaml() {}

    /**
     * Reads what is wanted.
     *
     * @param yaml the document; empty where there is none
     * @param found the version folders there
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}
     */
    static Wanted read(String name, Settings yaml, Versions found) {
        yaml.allow(Stream.concat(KEYS.stream(), SECTIONS.stream()).toArray(String[]::new));
        requireName(name, yaml);
        Plugin engine = PluginText.read(yaml, "engine", new Plugin(ENGINE, "", Settings.empty()));
        Settings traffic = yaml.section("traffic");
        Set<String> versions = new TreeSet<>(Versions.ORDER);
        for (String version : yaml.texts("versions")) {
            versions.add(found.require(yaml, "versions", version));
        }
        if (versions.isEmpty() && yaml.has("rollout")) {
            versions.addAll(found.names()); // the rollout says which of them are served
        }
        String newest = versions.isEmpty() ? found.newest() : Versions.last(versions);
        Chain chain = chain(yaml, Chain.NONE);
        List<Arm> arms = arms(traffic, new Arm(ARM, newest, engine, chain), found);
        arms.forEach(arm -> versions.add(arm.version()));
        Map<String, String> labels = Labels.read(yaml, found, arms);
        versions.addAll(labels.values());
        Plugin router = PluginText.readRouter(traffic, new Plugin(ROUTER, "", traffic));
        return new Wanted(
                name,
                List.copyOf(versions),
                engine,
                yaml.section("batching"),
                chain,
                router,
                arms,
                labels,
                sections(yaml),
                yaml.choice("skew", Skew.REFUSE),
                yaml.choice("isolation", Isolation.BY_ENGINE));
    }

    /** Their keys are their rooms' concern. */
    private static Map<String, Settings> sections(Settings yaml) {
        Map<String, Settings> sections = new TreeMap<>();
        SECTIONS.stream()
                .filter(yaml::has)
                .forEach(word -> sections.put(word, word.equals(MONITORS) ? monitors(yaml) : yaml.section(word)));
        return sections;
    }

    /** A list, as steps are; for its room a section of the monitors' names. */
    private static Settings monitors(Settings yaml) {
        Settings.Builder monitors = Settings.builder(yaml.place());
        Set<String> seen = new TreeSet<>();
        for (Settings item : yaml.sections(MONITORS)) {
            String word = word(yaml, MONITORS, item, "monitor");
            if (!seen.add(word)) {
                throw item.invalid(word, "is written twice; a monitor watches a model once", null);
            }
            monitors.put(word, item.section(word));
        }
        return monitors.build();
    }

    private static String word(Settings yaml, String key, Settings item, String what) {
        if (item.keys().size() != 1) {
            throw yaml.invalid(key, "must name one " + what + " an entry, found " + item.keys() + " in one", null);
        }
        return item.keys().iterator().next();
    }

    private static void requireName(String folder, Settings yaml) {
        Optional<String> name = yaml.findText("name");
        if (name.isPresent() && !name.get().equals(folder)) {
            throw yaml.invalid(
                    "name",
                    "must be '" + folder + "' like its folder, was '" + name.get()
                            + "'; a model is named by its folder, so take the key away or rename the folder",
                    null);
        }
    }

    /** @param otherwise the only arm where none is declared, and what a declared one does not say */
    private static List<Arm> arms(Settings traffic, Arm otherwise, Versions found) {
        Settings section = traffic.section("arms");
        if (section.keys().isEmpty()) {
            return List.of(otherwise);
        }
        if (section.keys().size() > ARMS_MAX) {
            throw traffic.invalid("arms", "has " + section.keys().size() + " arms, at most " + ARMS_MAX, null);
        }
        List<Arm> arms = new ArrayList<>();
        for (String name : section.keys()) {
            Settings arm = section.section(name);
            String version =
                    arm.has("version") ? found.require(arm, "version", arm.text("version")) : otherwise.version();
            if (!ModelId.isName(name)) {
                throw section.invalid(name, "is no name of an arm: letters, digits, '_', '-' and '.'", null);
            }
            if (found.has(name) && !name.equals(version)) {
                throw section.invalid(name, "is the name of a version too, but answers with version " + version, null);
            }
            Plugin engine = PluginText.read(arm, "engine", otherwise.engine());
            arms.add(new Arm(name, version, engine, chain(arm, otherwise.chain())));
        }
        return arms;
    }

    private static Chain chain(Settings section, Chain otherwise) {
        return new Chain(
                section.has(BEFORE) ? steps(section, BEFORE) : otherwise.before(),
                section.has(AFTER) ? steps(section, AFTER) : otherwise.after());
    }

    private static List<Plugin> steps(Settings yaml, String key) {
        List<Plugin> steps = new ArrayList<>();
        for (Settings item : yaml.sections(key)) {
            String word = word(yaml, key, item, "step");
            steps.add(PluginText.parse(item, word, word, item.section(word)));
        }
        if (steps.size() > STEPS_MAX) {
            throw yaml.invalid(key, "has " + steps.size() + " steps, at most " + STEPS_MAX, null);
        }
        return steps;
    }

    /** What the document says, before the files have been copied. */
    record Wanted(
            String name,
            List<String> versions,
            Plugin engine,
            Settings batching,
            Chain chain,
            Plugin router,
            List<Arm> arms,
            Map<String, String> labels,
            Map<String, Settings> sections,
            Skew skew,
            Isolation isolation) {}
}
