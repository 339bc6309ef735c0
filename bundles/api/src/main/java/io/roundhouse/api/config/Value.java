package io.roundhouse.api.config;

import java.util.List;
import java.util.Objects;
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

    static Value ofSections(String place, List<Settings> sections) {
        return new Value(place, null, null, null, List.copyOf(sections));
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
