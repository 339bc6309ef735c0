package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * What a section {@code engine} asks to run on, under two keys: a word, a list of words, or sections whose keys are the
 * words. Engines that name their devices are chosen by it; what else they make of the words is
 * theirs.
 */
record Devices(List<String> required, List<String> preferred) {
    private static final String REQUIRE = "require";
    private static final String PREFER = "prefer";

    static Devices of(Settings engine) {
        return new Devices(words(engine, REQUIRE), words(engine, PREFER));
    }

    private static List<String> words(Settings engine, String key) {
        if (!engine.has(key)) {
            return List.of();
        }
        if (engine.isTexts(key)) {
            return List.copyOf(engine.texts(key));
        }
        if (engine.isSections(key)) {
            return engine.sections(key).stream()
                    .flatMap(item -> item.keys().stream())
                    .toList();
        }
        return engine.isSection(key) ? List.copyOf(engine.section(key).keys()) : List.of(engine.text(key));
    }

    /** Whether these will do; who names none is asked to see for itself. */
    boolean fit(List<String> there) {
        return there.isEmpty() || there.containsAll(required);
    }

    /** How many of those preferred are there. */
    long wished(List<String> there) {
        return preferred.stream().filter(there::contains).count();
    }
}
