package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.regex.Pattern;

/**
 * How a plugin is asked for: {@code onnxruntime}, {@code onnxruntime 1.29} (every 1.29.x), {@code onnxruntime [1.29,2)},
 * or a section with {@code name}, {@code version} and the plugin's own keys.
 */
final class PluginText {
    private static final String NUMBERS = "\\d{1,9}(?:\\.\\d{1,9}){0,2}(?:\\.[A-Za-z0-9_-]{1,64})?";
    private static final Pattern RANGE =
            Pattern.compile("(?:" + NUMBERS + "|[\\[(]\\s*" + NUMBERS + "\\s*,\\s*(?:" + NUMBERS + ")?\\s*[\\])])");

    private PluginText() {}

    /** What stands under {@code key}: words or a section; {@code otherwise} where nothing does. */
    static Plugin read(Settings section, String key, Plugin otherwise) {
        if (!section.has(key)) {
            return otherwise;
        }
        if (section.isSection(key)) {
            Settings own = section.section(key);
            String range = own.text("version", "");
            return checked(own, "version", own.text("name"), range, own.without("name", "version"));
        }
        Plugin plugin = parse(section, key, section.text(key), Settings.empty());
        return plugin.name().equals(otherwise.name())
                ? new Plugin(plugin.name(), plugin.range(), otherwise.settings())
                : plugin;
    }

    /** The router's words; its settings are the whole section. */
    static Plugin readRouter(Settings traffic, Plugin otherwise) {
        return traffic.has("router") ? parse(traffic, "router", traffic.text("router"), traffic) : otherwise;
    }

    /** The words {@code NAME} or {@code NAME RANGE}. */
    static Plugin parse(Settings at, String key, String words, Settings settings) {
        String trimmed = words.strip();
        int space = trimmed.indexOf(' ');
        String name = space < 0 ? trimmed : trimmed.substring(0, space);
        String range = space < 0 ? "" : trimmed.substring(space + 1).strip();
        return checked(at, key, name, range, settings);
    }

    private static Plugin checked(Settings at, String key, String name, String range, Settings settings) {
        if (!ModelId.isName(name)) {
            throw at.invalid(key, "must begin with the name of a plugin, was '" + name + "'", null);
        }
        if (!range.isEmpty() && !RANGE.matcher(range).matches()) {
            throw wrongRange(at, key, range);
        }
        return new Plugin(name, range.replaceAll("\\s", ""), settings);
    }

    private static InferenceException wrongRange(Settings at, String key, String range) {
        return at.invalid(
                key,
                "has the version range '" + range
                        + "', must be like 1.29 (every 1.29.x) or [1.29,2) (from 1.29 to below 2)",
                null);
    }
}
