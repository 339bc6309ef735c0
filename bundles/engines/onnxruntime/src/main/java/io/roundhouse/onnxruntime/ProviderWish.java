package io.roundhouse.onnxruntime;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An execution provider that a model asks for, under one of two keys: a word, a list of words, or each with its options.
 * What is preferred comes before what is required, and the processor comes last whoever asks.
 *
 * @param word ORT's name without what all of its names end with, in lower case: {@code cuda}
 * @param required without it the model is not loaded; otherwise it is loaded without
 * @param options as written, for ORT but for {@code precision}
 */
record ProviderWish(String word, boolean required, Settings options) {
    static final String REQUIRE = "require";
    static final String PREFER = "prefer";
    static final String CPU = "cpu";

    private static final String ENDING = "ExecutionProvider";
    private static final List<String> KNOWN = List.of(
            CPU, "cuda", "tensorrt", "openvino", "rocm", "dml", "coreml", "dnnl", "xnnpack", "qnn", "nnapi", "acl");

    /** What a section {@code engine} asks for, in the order in which ORT shall ask them for each part of the graph. */
    static List<ProviderWish> of(Settings engine) {
        List<ProviderWish> wishes = new ArrayList<>();
        read(engine, PREFER, false, wishes);
        read(engine, REQUIRE, true, wishes);
        return List.copyOf(wishes);
    }

    /** ORT's name of a provider as the word that {@code model.yaml} has for it. */
    static String word(String name) {
        String plain = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return plain.toLowerCase(Locale.ROOT);
    }

    private static void read(Settings engine, String key, boolean required, List<ProviderWish> wishes) {
        if (!engine.has(key)) {
            return;
        }
        if (engine.isTexts(key)) {
            engine.texts(key).forEach(word -> add(engine, key, word, required, Settings.empty(), wishes));
        } else if (engine.isSections(key)) {
            engine.sections(key).forEach(item -> add(engine, key, item, required, wishes));
        } else if (engine.isSection(key)) {
            add(engine, key, engine.section(key), required, wishes);
        } else {
            add(engine, key, engine.text(key), required, Settings.empty(), wishes);
        }
    }

    private static void add(Settings engine, String key, Settings item, boolean required, List<ProviderWish> wishes) {
        if (item.keys().size() != 1) {
            throw engine.invalid(
                    key,
                    "must name one execution provider in each section, was " + item.keys()
                            + "; several are a list, in the order in which they are asked",
                    null);
        }
        String word = item.keys().iterator().next();
        add(engine, key, word, required, item.isSection(word) ? item.section(word) : Settings.empty(), wishes);
    }

    private static void add(
            Settings engine, String key, String word, boolean required, Settings options, List<ProviderWish> wishes) {
        if (!KNOWN.contains(word)) {
            throw engine.invalid(
                    key, "names no execution provider, was '" + word + "'" + Nearest.suggestion(word, KNOWN), null);
        }
        if (wishes.stream().anyMatch(other -> other.word().equals(word))) {
            throw engine.invalid(key, "asks for " + word + " a second time", null);
        }
        wishes.add(new ProviderWish(word, required, options));
    }

    /** The options that are ORT's own, in the order they were written. */
    Map<String, String> texts(String... ours) {
        Settings theirs = options.without(ours);
        Map<String, String> texts = new LinkedHashMap<>();
        theirs.keys().forEach(key -> texts.put(key, theirs.text(key)));
        return texts;
    }
}
