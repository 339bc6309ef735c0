package io.roundhouse.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Property
    void isLikeWhatARegularExpressionWouldFind(
            @ForAll @StringLength(max = 6) @Chars({'a', 'b', '*'}) String pattern,
            @ForAll @StringLength(max = 10) @CharRange(from = 'a', to = 'b') String value) {
        String withStar = pattern + "*";
        Pattern expected = Pattern.compile(withStar.replace("*", ".*"));

        assertThat(like(withStar).match(value))
                .isEqualTo(expected.matcher(value).matches());
        assertThat(like("*" + pattern).match(value))
                .isEqualTo(Pattern.matches(".*" + pattern.replace("*", ".*"), value));
    }

    @Test
    void aPatternTakesEveryOtherLetterAsItIs() {
        assertThat(like("*@example.com").match("ann@example.com")).isTrue();
        assertThat(like("*@example.com").match("ann@exampleXcom")).isFalse();
        assertThat(like("a*a").match("a")).isFalse();
    }

    @Test
    void aValueThatIsAbsentOrTooLongIsLikeNothing() {
        assertThat(like("*").match(null)).isFalse();
        assertThat(like("*").match("x".repeat(Words.VALUE_MAX))).isTrue();
        assertThat(like("*").match("x".repeat(Words.VALUE_MAX + 1))).isFalse();
    }

    private static Words like(String pattern) {
        return Words.read(Settings.of(Map.of("like", pattern)), true);
    }
}
