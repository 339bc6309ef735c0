package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings as words of a command or lines of a file: {@code window=1h}, {@code columns=[age, income]} for a list, {@code
 * reference.rows=1000} for a key in a section.
 */
final class FlatSettings {
    private static final int DEPTH_MAX = 8;

    private FlatSettings() {}

    /** The sections and lists that texts say. */
    static Settings nested(Settings flat) {
        Map<String, Settings.Builder> sections = new TreeMap<>();
        Settings.Builder top = Settings.builder(flat.place());
        Map<String, Settings> inner = new TreeMap<>();
        for (String key : flat.keys()) {
            int dot = key.indexOf('.');
            if (!isText(flat, key)) {
                copy(flat, key, top);
            } else if (dot > 0 && dot < key.length() - 1) {
                sections.computeIfAbsent(key.substring(0, dot), head -> Settings.builder(flat.place()))
                        .put(key.substring(dot + 1), flat.text(key), flat.place());
            } else {
                put(top, key, flat.text(key), flat.place());
            }
        }
        sections.forEach((head, builder) -> inner.put(head, nested(builder.build())));
        inner.forEach((head, section) -> {
            if (flat.has(head)) {
                throw flat.invalid(head, "is given as a value and as a section, '" + head + ".…'", null);
            }
            top.put(head, section);
        });
        return top.build();
    }

    private static boolean isText(Settings settings, String key) {
        return !settings.isSection(key) && !settings.isTexts(key) && !settings.isSections(key);
    }

    private static void copy(Settings from, String key, Settings.Builder to) {
        if (from.isSection(key)) {
            to.put(key, from.section(key));
        } else if (from.isTexts(key)) {
            to.putTexts(key, from.texts(key), from.place());
        } else {
            throw from.invalid(key, "is a list of sections, which only model.yaml can hold", null);
        }
    }

    private static void put(Settings.Builder to, String key, String text, String place) {
        String trimmed = text.strip();
        if (trimmed.length() >= 2 && trimmed.startsWith("[") && trimmed.endsWith("]")) {
            List<String> items = new ArrayList<>();
            for (String item : trimmed.substring(1, trimmed.length() - 1).split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
            to.putTexts(key, items, place);
        } else {
            to.put(key, text, place);
        }
    }

    /** The texts that {@link #nested} reads back as the same. */
    static Map<String, String> flat(Settings nested) {
        Map<String, String> texts = new TreeMap<>();
        flatten(nested, "", 0, texts);
        return texts;
    }

    private static void flatten(Settings section, String prefix, int depth, Map<String, String> texts) {
        if (depth > DEPTH_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "settings are nested more than " + DEPTH_MAX + " deep");
        }
        for (String key : section.keys()) {
            if (section.isSection(key)) {
                flatten(section.section(key), prefix + key + ".", depth + 1, texts);
            } else if (section.isTexts(key)) {
                texts.put(prefix + key, section.texts(key).toString());
            } else {
                texts.put(prefix + key, section.text(key));
            }
        }
    }
}
