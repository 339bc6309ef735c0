package io.roundhouse.api.config;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A section of a configuration: keys with texts, lists and further sections, each knowing where it was written. Every
 * getter that finds something else than it was asked for throws {@code INVALID_CONFIGURATION} with place, key, what was
 * found and what is allowed. A room names all its keys with {@link #allow} first, so that a mistyped key is an answer
 * and not a silent default. Immutable; any thread.
 */
public final class Settings {
    private static final Settings EMPTY = new Settings("", Map.of());

    private final String place;
    private final Map<String, Value> values;

    private Settings(String place, Map<String, Value> values) {
        this.place = place;
        this.values = values;
    }

    /** No key at all: every getter gives its default. */
    public static Settings empty() {
        return EMPTY;
    }

    /** Texts by key, for tests and for settings that come from no file. */
    public static Settings of(Map<String, String> texts) {
        Builder builder = builder("settings");
        texts.forEach((key, text) -> builder.put(key, text, "settings"));
        return builder.build();
    }

    /**
     * Begins a section.
     *
     * @param place what stands before a message about this section, for example {@code model.yaml:7:5}
     */
    public static Builder builder(String place) {
        return new Builder(place);
    }

    /** Where this section was written, for example {@code models/fraud/model.yaml:7:5}; empty for {@link #empty()}. */
    public String place() {
        return place;
    }

    /** Where what stands under that key was written; where this section was, when nothing does. */
    public String place(String key) {
        return Optional.ofNullable(values.get(key)).map(Value::place).orElse(place);
    }

    /** The keys, in the order they were written. */
    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Refuses every key that is not one of these, with the nearest of them suggested. */
    public Settings allow(String... allowed) {
        List<String> known = List.of(allowed);
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw invalid(value.place(), "'" + key + "' is not known here" + Nearest.suggestion(key, known));
            }
        });
        return this;
    }

    /** Whether a section stands under that key, where a single value may stand too. */
    public boolean isSection(String key) {
        Value value = values.get(key);
        return value != null && value.section() != null;
    }

    /** Whether a list of single values stands under that key. An empty list is one, and one of sections too. */
    public boolean isTexts(String key) {
        Value value = values.get(key);
        return value != null && value.texts() != null;
    }

    /** Whether a list of sections stands under that key, and not an empty one. */
    public boolean isSections(String key) {
        Value value = values.get(key);
        return value != null && value.sections() != null;
    }

    /** Whether these say the same under that key as others: the same value, or both nothing. */
    public boolean agrees(String key, Settings others) {
        return Objects.equals(values.get(key), others.values.get(key));
    }

    /** These, and what others say where these say nothing, in the sections below too. */
    public Settings orElse(Settings others) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        others.values.forEach((key, other) -> all.merge(key, other, Value::orElse));
        return new Settings(place, Collections.unmodifiableMap(all));
    }

    /** The same text for equal settings, and another for others: keys sorted, every word quoted. For hashes. */
    public String canonical() {
        StringBuilder text = new StringBuilder("{");
        new TreeMap<>(values).forEach((key, value) -> text.append(Value.quoted(key))
                .append(':')
                .append(value.canonical())
                .append(','));
        return text.append('}').toString();
    }

    /** The same section without these keys, for whoever knows only the others. */
    public Settings without(String... keys) {
        Map<String, Value> rest = new LinkedHashMap<>(values);
        List.of(keys).forEach(rest::remove);
        return new Settings(place, Collections.unmodifiableMap(rest));
    }

    /** These, with that section, which takes the place of whatever stood under its key. */
    public Settings with(String key, Settings section) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        all.put(key, Value.of(section));
        return new Settings(place, Collections.unmodifiableMap(all));
    }

    /** The text under a key that must be there. */
    public String text(String key) {
        return findText(key).orElseThrow(() -> invalid(place, "'" + key + "' is missing"));
    }

    public String text(String key, String otherwise) {
        return findText(key).orElse(otherwise);
    }

    public Optional<String> findText(String key) {
        Value value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value.text() == null) {
            throw invalid(value.place(), "'" + key + "' must be a single value, was " + value.kind());
        }
        return Optional.of(value.text());
    }

    /** A whole number, {@code min} to {@code max}. */
    public long integer(String key, long otherwise, long min, long max) {
        return Parsed.integer(this, key, otherwise, min, max);
    }

    /** A number, {@code min} to {@code max}. */
    public double number(String key, double otherwise, double min, double max) {
        return Parsed.number(this, key, otherwise, min, max);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        return Parsed.flag(this, key, otherwise);
    }

    /** A duration written as a number with its unit, {@code 250us}, {@code 2ms}, {@code 1.5s}, {@code 1m}, {@code 7d}, up to {@code max}. */
    public Duration duration(String key, Duration otherwise, Duration max) {
        return Parsed.duration(this, key, otherwise, max);
    }

    /** One of an enum's constants, written in lower case with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        return Parsed.choice(this, key, otherwise);
    }

    /** The section under a key; an empty one when it is not there. */
    public Settings section(String key) {
        Value value = values.get(key);
        if (value == null) {
            return new Settings(place, Map.of());
        }
        if (value.section() == null) {
            throw invalid(value.place(), "'" + key + "' must be a section of keys, was " + value.kind());
        }
        return value.section();
    }

    /** The list of texts under a key; empty when it is not there. */
    public List<String> texts(String key) {
        Value value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value.texts() == null) {
            throw invalid(value.place(), "'" + key + "' must be a list of single values, was " + value.kind());
        }
        return value.texts();
    }

    /** The list of sections under a key; empty when it is not there. */
    public List<Settings> sections(String key) {
        Value value = values.get(key);
        if (value == null || value.isEmptyList()) {
            return List.of();
        }
        if (value.sections() == null) {
            throw invalid(value.place(), "'" + key + "' must be a list of sections, was " + value.kind());
        }
        return value.sections();
    }

    /** An exception about this key at its place: for checks that only the caller can make. */
    public InferenceException invalid(String key, String message, @Nullable Throwable cause) {
        String at = place(key);
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, at + ": '" + key + "' " + message, cause);
    }

    private static InferenceException invalid(String place, String message) {
        return new InferenceException(
                ErrorCode.INVALID_CONFIGURATION, place.isEmpty() ? message : place + ": " + message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects keys in the order they are written; one thread. */
    public static final class Builder {
        private final String place;
        private final Map<String, Value> values = new LinkedHashMap<>();

        private Builder(String place) {
            this.place = place;
        }

        public Builder put(String key, String text, String at) {
            values.put(key, Value.of(at, text));
            return this;
        }

        public Builder put(String key, Settings section) {
            values.put(key, Value.of(section));
            return this;
        }

        public Builder putTexts(String key, List<String> texts, String at) {
            values.put(key, Value.ofTexts(at, texts));
            return this;
        }

        public Builder putSections(String key, List<Settings> sections, String at) {
            values.put(key, Value.ofSections(at, sections));
            return this;
        }

        public Settings build() {
            return new Settings(place, Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        }
    }
}
