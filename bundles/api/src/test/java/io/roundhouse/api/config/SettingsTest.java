package io.roundhouse.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private enum Mode {
        ALL_AT_ONCE,
        OFF
    }

    private static final Settings BELOW = Settings.builder("model.yaml:9:3")
            .put("deep", "1", "model.yaml:9:5")
            .build();
    private static final Settings SETTINGS = Settings.builder("model.yaml:1:1")
            .put("count", "7", "model.yaml:2:8")
            .put("share", "0.5", "model.yaml:3:8")
            .put("on", "true", "model.yaml:4:8")
            .put("wait", "1.5ms", "model.yaml:5:8")
            .put("mode", "all-at-once", "model.yaml:6:8")
            .put("word", "green", "model.yaml:7:8")
            .putTexts("list", List.of("a", "b"), "model.yaml:8:8")
            .put("below", BELOW)
            .putSections("steps", List.of(BELOW), "model.yaml:10:8")
            .build();

    @Test
    void readsWhatIsWritten() {
        assertThat(SETTINGS.integer("count", 0, 0, 10)).isEqualTo(7);
        assertThat(SETTINGS.number("share", 0, 0, 1)).isEqualTo(0.5);
        assertThat(SETTINGS.flag("on", false)).isTrue();
        assertThat(SETTINGS.duration("wait", Duration.ZERO, Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(SETTINGS.choice("mode", Mode.OFF)).isEqualTo(Mode.ALL_AT_ONCE);
        assertThat(SETTINGS.text("word")).isEqualTo("green");
        assertThat(SETTINGS.texts("list")).containsExactly("a", "b");
        assertThat(SETTINGS.section("below")).isEqualTo(BELOW);
        assertThat(SETTINGS.sections("steps")).containsExactly(BELOW);
        assertThat(SETTINGS.keys()).startsWith("count", "share", "on");
        assertThat(SETTINGS.isSection("below")).isTrue();
        assertThat(SETTINGS.isSection("word")).isFalse();
    }

    @Test
    void givesDefaultsForWhatIsNotWritten() {
        Settings none = Settings.empty();

        assertThat(none.integer("x", 3, 0, 10)).isEqualTo(3);
        assertThat(none.number("x", 0.5, 0, 1)).isEqualTo(0.5);
        assertThat(none.flag("x", true)).isTrue();
        assertThat(none.duration("x", Duration.ofMillis(2), Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofMillis(2));
        assertThat(none.choice("x", Mode.OFF)).isEqualTo(Mode.OFF);
        assertThat(none.text("x", "y")).isEqualTo("y");
        assertThat(none.texts("x")).isEmpty();
        assertThat(none.sections("x")).isEmpty();
        assertThat(none.section("x").keys()).isEmpty();
        assertThat(none.has("x")).isFalse();
    }

    @Test
    void saysWhereANumberIsWrongAndWhatIsAllowed() {
        refuses(
                () -> SETTINGS.integer("count", 0, 0, 5),
                "model.yaml:2:8: 'count' must be a whole number 0..5, was '7'");
        refuses(
                () -> SETTINGS.integer("word", 0, 0, 5),
                "model.yaml:7:8: 'word' must be a whole number 0..5, was 'green'");
        refuses(
                () -> SETTINGS.integer("share", 0, 0, 5),
                "model.yaml:3:8: 'share' must be a whole number 0..5, was '0.5'");
        refuses(() -> SETTINGS.number("count", 0, 0, 1), "model.yaml:2:8: 'count' must be a number 0.0..1.0, was '7'");
        refuses(
                () -> SETTINGS.number("word", 0, 0, 1),
                "model.yaml:7:8: 'word' must be a number 0.0..1.0, was 'green'");
    }

    @Test
    void refusesNumbersThatAreNone() {
        for (String text : List.of("NaN", "Infinity", "1e400", "")) {
            Settings settings = Settings.of(Map.of("n", text));

            assertThatThrownBy(() -> settings.number("n", 0, 0, 1)).isInstanceOf(InferenceException.class);
        }
        Settings tooLong = Settings.of(Map.of("n", "99999999999999999999"));
        assertThatThrownBy(() -> tooLong.integer("n", 0, 0, Long.MAX_VALUE)).isInstanceOf(InferenceException.class);
    }

    @Test
    void saysWhereAFlagOrAChoiceIsWrong() {
        refuses(() -> SETTINGS.flag("word", true), "model.yaml:7:8: 'word' must be true or false, was 'green'");
        refuses(
                () -> SETTINGS.choice("word", Mode.OFF),
                "model.yaml:7:8: 'word' must be one of [all-at-once, off], was 'green'");
    }

    @Test
    void readsDurationsInEveryUnit() {
        Map<String, Duration> written = Map.of(
                "250us", Duration.ofNanos(250_000),
                "2 ms", Duration.ofMillis(2),
                "1m", Duration.ofMinutes(1),
                "0.05d", Duration.ofMinutes(72),
                "1h", Duration.ofHours(1),
                "7ns", Duration.ofNanos(7),
                "0s", Duration.ZERO);

        written.forEach((text, duration) -> assertThat(
                        Settings.of(Map.of("d", text)).duration("d", Duration.ZERO, Duration.ofHours(2)))
                .isEqualTo(duration));
    }

    @Test
    void saysWhereADurationIsWrong() {
        refuses(
                () -> SETTINGS.duration("count", Duration.ZERO, Duration.ofSeconds(1)),
                "model.yaml:2:8: 'count' must be a number with a unit ns, us, ms, s, m, h or d, like 2ms, was '7'");
        refuses(
                () -> SETTINGS.duration("wait", Duration.ZERO, Duration.ofMillis(1)),
                "model.yaml:5:8: 'wait' must be at most 1ms, was '1.5ms'");
        Settings endless = Settings.of(Map.of("d", "999999999999h"));
        refuses(
                () -> endless.duration("d", Duration.ZERO, Duration.ofMinutes(10)),
                "settings: 'd' must be at most 600s, was '999999999999h'");
    }

    @Test
    void saysWhatStandsWhereAnotherKindIsWanted() {
        refuses(() -> SETTINGS.text("list"), "model.yaml:8:8: 'list' must be a single value, was a list");
        refuses(() -> SETTINGS.text("below"), "model.yaml:9:3: 'below' must be a single value, was a section");
        refuses(
                () -> SETTINGS.section("word"),
                "model.yaml:7:8: 'word' must be a section of keys, was the single value 'green'");
        refuses(
                () -> SETTINGS.texts("below"),
                "model.yaml:9:3: 'below' must be a list of single values, was a section");
        refuses(() -> SETTINGS.sections("list"), "model.yaml:8:8: 'list' must be a list of sections, was a list");
    }

    @Test
    void saysWhatIsMissingWhere() {
        refuses(() -> SETTINGS.text("file"), "model.yaml:1:1: 'file' is missing");
    }

    @Test
    void refusesKeysThatAreNotKnownAndSuggestsTheNearest() {
        refuses(
                () -> SETTINGS.allow("share", "on", "wait", "mode", "word", "list", "below", "steps", "counts"),
                "model.yaml:2:8: 'count' is not known here; did you mean 'counts'? Known are "
                        + "[below, counts, list, mode, on, share, steps, wait, word]");
        assertThat(BELOW.allow("deep")).isSameAs(BELOW);
    }

    @Test
    void leavesOutKeysForWhoeverKnowsOnlyTheOthers() {
        assertThat(SETTINGS.without("count", "below").keys())
                .doesNotContain("count", "below")
                .contains("word");
        assertThat(SETTINGS.keys()).contains("count", "below");
    }

    @Test
    void isEqualWhereItSaysTheSameWhereverItStands() {
        Settings elsewhere =
                Settings.builder("other:1:1").put("deep", "1", "other:7:7").build();

        assertThat(elsewhere).isEqualTo(BELOW).hasSameHashCodeAs(BELOW);
        assertThat(Settings.of(Map.of("deep", "2"))).isNotEqualTo(BELOW);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(InferenceException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessage(message);
    }

    @Test
    void tellsWhichKindOfListItIs() {
        assertThat(SETTINGS.isTexts("list")).isTrue();
        assertThat(SETTINGS.isSections("list")).isFalse();
        assertThat(SETTINGS.isSections("steps")).isTrue();
        assertThat(SETTINGS.isTexts("steps")).isFalse();
        assertThat(SETTINGS.isTexts("word")).isFalse();
    }

    @Test
    void anEmptyListIsOneOfEverything() {
        Settings texts = Settings.builder("").putTexts("list", List.of(), "").build();
        Settings sections =
                Settings.builder("").putSections("list", List.of(), "").build();

        assertThat(texts).isEqualTo(sections);
        assertThat(texts.sections("list")).isEmpty();
        assertThat(sections.texts("list")).isEmpty();
    }

    @Test
    void equalSettingsHaveOneCanonicalText() {
        Settings one =
                Settings.builder("a").put("x", "1", "a").put("y", "2", "a").build();
        Settings other =
                Settings.builder("b").put("y", "2", "b").put("x", "1", "b").build();

        assertThat(one.canonical()).isEqualTo(other.canonical()).isEqualTo("{\"x\":\"1\",\"y\":\"2\",}");
    }

    @Test
    void noTextCanPassForAnotherCanonically() {
        Settings text = Settings.builder("").put("x", "1\",\"y\":\"2", "").build();
        Settings list = Settings.builder("").putTexts("x", List.of("1"), "").build();

        assertThat(text.canonical())
                .isNotEqualTo(Settings.of(Map.of("x", "1", "y", "2")).canonical());
        assertThat(list.canonical())
                .isNotEqualTo(Settings.of(Map.of("x", "[1]")).canonical());
    }

    @Test
    void fillsInWhatItDoesNotSay() {
        Settings given =
                Settings.builder("").put("x", "1", "").put("below", BELOW).build();
        Settings learnt = Settings.builder("")
                .put("x", "2", "")
                .put("y", "3", "")
                .put("below", Settings.of(Map.of("mean", "0.5")))
                .build();

        Settings both = given.orElse(learnt);

        assertThat(both.text("x")).isEqualTo("1");
        assertThat(both.text("y")).isEqualTo("3");
        assertThat(both.section("below").keys()).containsExactly("deep", "mean");
        assertThat(given.agrees("x", both)).isTrue();
        assertThat(given.agrees("y", both)).isFalse();
        assertThat(given.agrees("z", both)).isTrue();
    }
}
