package io.roundhouse.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeedbackSettingsTest {
    @Test
    void aSectionWithoutKeysTakesRewardsForAWeek() {
        assertThat(SettingsOf.texts())
                .isEqualTo(new FeedbackSettings(Optional.empty(), List.of(), -1, 0.5, Duration.ofDays(7), 1_000_000));
    }

    @Test
    void everyKeyIsRead() {
        FeedbackSettings settings = SettingsOf.texts(
                "output",
                "p",
                "classes",
                "good,bad",
                "positive",
                "good",
                "threshold",
                "0.3",
                "keep",
                "2h",
                "predictions_max",
                "5000");

        assertThat(settings)
                .isEqualTo(new FeedbackSettings(
                        Optional.of("p"), List.of("good", "bad"), 0, 0.3, Duration.ofHours(2), 5_000));
    }

    @Test
    void ofTwoClassesTheSecondIsPositiveUnlessItIsSaid() {
        assertThat(SettingsOf.texts("output", "p").positive(1)).isEqualTo(1);
        assertThat(SettingsOf.texts("output", "p").positive(3)).isEqualTo(-1);
        assertThat(SettingsOf.texts("output", "p", "positive", "2").positive(3)).isEqualTo(2);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(new String[] {"outptu", "p"}, "'outptu' is not known here; did you mean 'output'?"),
                arguments(new String[] {"classes", "a,b"}, "'output' is missing: without it only rewards are taken"),
                arguments(new String[] {"output", "p", "classes", "a"}, "'classes' must have 2..64 words, has 1"),
                arguments(new String[] {"output", "p", "classes", "a,a"}, "'classes' has a word twice: [a, a]"),
                arguments(
                        new String[] {"output", "p", "classes", "a,b", "positive", "c"},
                        "'positive' must be one of [a, b], was 'c'"),
                arguments(new String[] {"output", "p", "positive", "b"}, "'positive' must be a whole number 0..63"),
                arguments(new String[] {"keep", "1s"}, "'keep' must be at least 1m, was '1s'"),
                arguments(new String[] {"keep", "400d"}, "'keep' must be at most"),
                arguments(
                        new String[] {"predictions_max", "10"},
                        "'predictions_max' must be a whole number 1000..10000000, was '10'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(String[] texts, String message) {
        assertThatThrownBy(() -> SettingsOf.texts(texts))
                .hasMessageStartingWith("models/m/model.yaml:2:")
                .hasMessageContaining(message);
    }
}
