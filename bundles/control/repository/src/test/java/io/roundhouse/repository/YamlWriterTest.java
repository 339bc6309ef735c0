package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class YamlWriterTest {
    private static final String AT = "here";

    /** Words that YAML has a meaning for, numbers, and any text that a file can hold. */
    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        " ",
                        "null",
                        "~",
                        "Null",
                        "true",
                        "no",
                        "1.20",
                        "0x1F",
                        "-",
                        "---",
                        "...",
                        "- a",
                        "? a",
                        "a: b",
                        "a:",
                        "#a",
                        "a #b",
                        "&a",
                        "*a",
                        "!a",
                        "!!str a",
                        "|",
                        ">",
                        "%a",
                        "@a",
                        "`a",
                        "'",
                        "\"",
                        "\\",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "<<",
                        "=",
                        "\n",
                        " a",
                        "a ",
                        "a\n",
                        "\ta",
                        "a\r\nb",
                        "\u0000",
                        "\u0085",
                        "\u2028",
                        "\ufeff",
                        "\u00a0",
                        "\ud83d\ude00",
                        ".inf",
                        "2026-01-01",
                        "1e-7",
                        "-1.5E-7",
                        "k".repeat(2000)),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.strings().ofMaxLength(40).filter(YamlWriterTest::isWhole));
    }

    /** Half a pair of surrogates is no character, and no UTF-8. */
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Arbitrary<Settings> trees(int depth) {
        Arbitrary<Map.Entry<String, Object>> entries =
                words().flatMap(key -> values(depth).map(value -> Map.entry(key, value)));
        return entries.list().ofMaxSize(5).map(YamlWriterTest::settings);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> flat = Arbitraries.oneOf(
                words().map(word -> word), words().list().ofMaxSize(5).map(list -> list));
        return depth == 0
                ? flat
                : Arbitraries.oneOf(
                        flat,
                        trees(depth - 1).map(tree -> tree),
                        trees(depth - 1).list().ofMaxSize(3).map(Sections::new));
    }

    private record Sections(List<Settings> all) {}

    @SuppressWarnings("unchecked")
    private static Settings settings(List<Map.Entry<String, Object>> entries) {
        Settings.Builder builder = Settings.builder(AT);
        for (Map.Entry<String, Object> entry : entries) {
            Object value = entry.getValue();
            if (value instanceof Settings section) {
                builder.put(entry.getKey(), section);
            } else if (value instanceof Sections sections) {
                builder.putSections(entry.getKey(), sections.all(), AT);
            } else if (value instanceof String text) {
                builder.put(entry.getKey(), text, AT);
            } else {
                builder.putTexts(entry.getKey(), (List<String>) value, AT);
            }
        }
        return builder.build();
    }

    @Provide
    Arbitrary<Settings> anySettings() {
        return trees(2);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBackEqual(@ForAll("anySettings") Settings document) {
        byte[] yaml = YamlWriter.write(document).getBytes(StandardCharsets.UTF_8);

        assertThat(YamlReader.read("f", yaml, Set.of(), FittedFile.LIMITS)).isEqualTo(document);
    }
}
