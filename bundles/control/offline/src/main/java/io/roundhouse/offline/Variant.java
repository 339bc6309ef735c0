package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way to run a model: {@code [NAME=]PART[+PART]…}, where a part is a file of the version's folder, a version, or {@code
 * KEY:VALUE}.
 *
 * @param changes what {@code engine} of {@code model.yaml} says otherwise; an empty value takes a key away
 */
record Variant(String name, Optional<String> version, Optional<String> engine, Map<String, String> changes) {
    private static final int COUNT_MAX = 8;
    private static final String PROVIDER = "provider";
    private static final Set<String> SETTINGS = Set.of("threads", "inter_threads", "optimisation", "arena", "file");
    private static final Set<String> KEYS = keys();

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(SETTINGS);
        keys.addAll(Set.of("engine", "version", PROVIDER));
        return keys;
    }

    static List<Variant> parse(List<String> texts) {
        List<Variant> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            Variant variant = parse(text);
            if (!names.add(variant.name)) {
                throw refused("there are two variants '" + variant.name + "'; name them, as in int8=model_int8.onnx");
            }
            variants.add(variant);
        }
        if (variants.size() < 2 || variants.size() > COUNT_MAX) {
            throw refused("--variants must name 2 to " + COUNT_MAX + " variants with commas between them, as in"
                    + " model.onnx,int8=model_int8.onnx; were " + variants.size());
        }
        return variants;
    }

    private static Variant parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String version = null;
        String engine = null;
        Map<String, String> changes = new LinkedHashMap<>();
        for (String part : text.substring(equals + 1).split("\\+", -1)) {
            int colon = part.indexOf(':');
            String key = colon >= 0 ? part.substring(0, colon) : part.matches("[0-9]+") ? "version" : "file";
            String value = part.substring(colon + 1);
            if (value.isBlank() || name.isBlank()) {
                throw refused("variant '" + text + "' must be like int8=model_int8.onnx or one=threads:1");
            }
            if (!KEYS.contains(key)) {
                throw refused(
                        "variant '" + text + "' has an unknown key '" + key + "'" + Nearest.suggestion(key, KEYS));
            }
            switch (key) {
                case "version" -> version = value;
                case "engine" -> engine = value;
                case PROVIDER -> {
                    changes.put("prefer", "");
                    changes.put("require", value.equals("cpu") ? "" : value);
                }
                default -> changes.put(key, value);
            }
        }
        return new Variant(name, Optional.ofNullable(version), Optional.ofNullable(engine), changes);
    }

    /** The engine that runs it. */
    Plugin plugin(Plugin base) {
        boolean other = engine.isPresent() && !engine.get().equals(base.name());
        Settings kept = other
                ? Settings.empty()
                : base.settings().without(changes.keySet().toArray(String[]::new));
        Settings.Builder builder = Settings.builder("variant " + name);
        changes.forEach((key, value) -> {
            if (!value.isEmpty()) {
                builder.put(key, value, "variant " + name);
            }
        });
        return new Plugin(
                engine.orElse(base.name()),
                other ? "" : base.range(),
                builder.build().orElse(kept));
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
