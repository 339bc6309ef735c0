package io.roundhouse.api.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands under a key: exactly one of the four. Two values are equal when they say the same, wherever they stand. */
record Value(
        String place,
        @Nullable String text,
        @Nullable Settings section,
        @Nullable List<String> texts,
        @Nullable List<Settings> sections) {
    static Value of(String place, String text) {
        return new Value(place, text, null, null, null);
    }

    static Value of(Settings section) {
        return new Value(section.place(), null, section, null, null);
    }

    static Value ofTexts(String place, List<String> texts) {
        return new Value(place, null, null, List.copyOf(texts), null);
    }

    /** An empty list is one of texts: nobody can tell which was meant. */
    static Value ofSections(String place, List<Settings> sections) {
        return sections.isEmpty()
                ? ofTexts(place, List.of())
                : new Value(place, null, null, null, List.copyOf(sections));
    }

    boolean isEmptyList() {
        return texts != null && texts.isEmpty();
    }

    /** This; two sections together. */
    Value orElse(Value other) {
        return section != null && other.section != null ? of(section.orElse(other.section)) : this;
    }

    String canonical() {
        if (text != null) {
            return quoted(text);
        }
        if (section != null) {
            return section.canonical();
        }
        return texts != null
                ? texts.stream().map(Value::quoted).collect(Collectors.joining(",", "[", "]"))
                : Objects.requireNonNull(sections).stream()
                        .map(Settings::canonical)
                        .collect(Collectors.joining(",", "[", "]"));
    }

    static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    String kind() {
        if (text != null) {
            return "the single value '" + text + "'";
        }
        return section != null ? "a section" : "a list";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value value
                && Objects.equals(text, value.text)
                && Objects.equals(section, value.section)
                && Objects.equals(texts, value.texts)
                && Objects.equals(sections, value.sections);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, section, texts, sections);
    }

    @Override
    public String toString() {
        return Objects.toString(text != null ? text : section != null ? section : texts != null ? texts : sections);
    }
}
