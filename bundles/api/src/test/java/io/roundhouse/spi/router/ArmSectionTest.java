package io.roundhouse.spi.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmSectionTest {
    @Test
    void readsWeightsAndMirrors() {
        Settings traffic =
                traffic(arm("stable", "weight", "95"), arm("canary", "weight", "5"), arm("dark", "mirror", "20"));

        assertThat(ArmSection.weighted(List.of("stable", "canary", "dark"), traffic))
                .containsExactly(
                        new ArmSection("stable", 95, 0, false),
                        new ArmSection("canary", 5, 0, false),
                        new ArmSection("dark", 0, 20, true));
    }

    @Test
    void givesAllToTheFirstThatAnswersWhenNothingIsWritten() {
        Settings traffic =
                traffic(arm("dark", "mirror", "20"), arm("stable", "version", "1"), arm("next", "version", "2"));

        assertThat(ArmSection.weighted(List.of("dark", "stable", "next"), traffic))
                .extracting(ArmSection::weight)
                .containsExactly(0.0, 100.0, 0.0);
        assertThat(ArmSection.weighted(List.of("1", "2"), Settings.empty()))
                .extracting(ArmSection::weight)
                .containsExactly(100.0, 0.0);
    }

    @Test
    void refusesWeightsThatCannotBe() {
        assertRefused(traffic(arm("a", "weight", "-1")), "a", "'weight' must be a number 0.0..1000000.0, was '-1'");
        assertRefused(traffic(arm("a", "weight", "NaN")), "a", "was 'NaN'");
        assertRefused(traffic(arm("a", "weight", "0")), "a", "sum above 0; give one of [a] a weight");
        assertRefused(traffic(arm("a", "wieght", "1")), "a", "did you mean 'weight'?");
        assertRefused(traffic(arm("a", "mirror", "101")), "a", "'mirror' must be a number 0.0..100.0");
        assertRefused(traffic(arm("a", "mirror", "10")), "a", "sum above 0");
    }

    @Test
    void refusesAMirrorWithAWeight() {
        Settings both = Settings.builder("model.yaml:4:9")
                .put("weight", "5", "model.yaml:4:17")
                .put("mirror", "5", "model.yaml:4:30")
                .build();
        Settings traffic = Settings.builder("model.yaml:2:1")
                .put("arms", Settings.builder("model.yaml:3:3").put("a", both).build())
                .build();

        assertRefused(traffic, "a", "model.yaml:4:17: 'weight' must be 0 or absent");
    }

    @Test
    void knowsNoWeightWhereTheRouterDecides() {
        Settings traffic = traffic(arm("a", "version", "1"), arm("b", "version", "2"), arm("dark", "mirror", "20"));

        assertThat(ArmSection.unweighted(List.of("a", "b", "dark"), traffic))
                .containsExactly(
                        new ArmSection("a", 1, 0, false),
                        new ArmSection("b", 1, 0, false),
                        new ArmSection("dark", 0, 20, true));
        assertThatThrownBy(() -> ArmSection.unweighted(List.of("a"), traffic(arm("a", "weight", "5"))))
                .hasMessageContaining(
                        "'weight' is not known here; known are [after, engine, mirror, transformers, version]");
    }

    @Test
    void refusesMoreArmsThanItCanPrepareRoutesFor() {
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "a" + i).toList();

        assertThatThrownBy(() -> ArmSection.weighted(many, Settings.empty()))
                .hasMessageContaining("at most 64, were 65");
    }

    private static void assertRefused(Settings traffic, String arm, String message) {
        assertThatThrownBy(() -> ArmSection.weighted(List.of(arm), traffic))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining(message);
    }

    private record Named(String name, Settings section) {}

    private static Named arm(String name, String key, String text) {
        return new Named(
                name,
                Settings.builder("model.yaml:4:5")
                        .put(key, text, "model.yaml:4:9")
                        .build());
    }

    private static Settings traffic(Named... arms) {
        Settings.Builder builder = Settings.builder("model.yaml:3:3");
        for (Named arm : arms) {
            builder.put(arm.name(), arm.section());
        }
        return Settings.builder("model.yaml:2:1").put("arms", builder.build()).build();
    }
}
