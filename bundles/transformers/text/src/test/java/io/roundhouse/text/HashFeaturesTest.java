package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.FakeModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HashFeaturesTest {
    private static Transformer step(Map<String, String> settings) {
        return new HashFeaturesComponent().create(FakeModelArtifact.named("m", "1"), Settings.of(settings));
    }

    private static float[] features(Map<String, String> settings, String... texts) {
        return Texts.floats(step(settings).apply(Texts.column(texts)).get("features"));
    }

    private static int hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Murmur3.hash(bytes, 0, bytes.length);
    }

    @Test
    void hashesAsOthersDo() {
        assertThat(hash("")).isZero();
        assertThat(hash("foo")).isEqualTo(-156908512);
        assertThat(hash("hello")).isEqualTo(0x248bfa47);
        assertThat(hash("hello, world")).isEqualTo(0x149bbb7f);
        assertThat(hash("The quick brown fox jumps over the lazy dog")).isEqualTo(0x2e4ff723);
    }

    @Test
    void countsWordsUpAndDownWhereTheirHashSays() {
        float[] made =
                features(Map.of("size", "10"), "foo foo hello", ""); // foo: 156908512, down; hello: 613153351, up

        assertThat(made).containsExactly(0, 1, -2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(features(Map.of("size", "10", "signed", "false"), "foo foo hello"))
                .startsWith(0, 1, 2);
    }

    @Property(tries = 200)
    void countsEveryRunOfWordsOnce(
            @ForAll @Size(max = 6) List<@AlphaChars @NotBlank @StringLength(min = 1, max = 5) String> words,
            @ForAll @IntRange(min = 1, max = 3) int most) {
        Map<Integer, Float> expected = new HashMap<>();
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + most); to++) {
                int hash = hash(String.join(" ", words.subList(from, to)));
                expected.merge((int) (Math.abs((long) hash) % 97), hash < 0 ? -1f : 1f, Float::sum);
            }
        }

        float[] made = features(
                Map.of("size", "97", "ngram_max", Integer.toString(most)), " " + String.join("\n  ", words) + " ");

        for (int i = 0; i < made.length; i++) {
            assertThat(made[i]).isEqualTo(expected.getOrDefault(i, 0f));
        }
    }

    @Test
    void leavesShortWordsOutAndCapitalsAside() {
        Map<String, String> settings =
                Map.of("size", "50", "split", "words", "word_min", "2", "lowercase", "true", "ngram_max", "2");

        assertThat(features(settings, "A Foo, a (hello)!")).isEqualTo(features(settings, "foo hello"));
    }

    @Test
    void refusesMoreThanARequestMayHave() {
        String[] many = new String[17];
        Arrays.fill(many, "a");

        assertThatThrownBy(() -> features(Map.of("size", "4194304"), many))
                .hasMessage("'text': 17 rows of 4194304 features are more than the 67108864 numbers a request may have;"
                        + " send fewer rows");
        assertThatThrownBy(() -> step(Map.of("ngram_max", "9"))).hasMessageContaining("'ngram_max' must be");
    }
}
