package io.roundhouse.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static Plugin step(String name, String range, Map<String, String> settings) {
        return new Plugin(name, range, Settings.of(settings));
    }

    private static String hash(Plugin... before) {
        return new Chain(List.of(before), List.of()).hash();
    }

    @Test
    void isTheSameEverywhereAndAlways() {
        assertThat(hash(step("clip", "", Map.of("max", "3")))).isEqualTo("d6f406dc0800");
    }

    @Test
    void rangesAndStepsAfterTheModelAreNotInIt() {
        Plugin clip = step("clip", "", Map.of());
        Plugin pinned = step("clip", "[1,2)", Map.of());

        assertThat(hash(pinned)).isEqualTo(hash(clip));
        assertThat(new Chain(List.of(clip), List.of(pinned)).hash()).isEqualTo(hash(clip));
    }

    @Test
    void theStepsAfterTheModelHaveAHashOfTheirOwn() {
        Plugin softmax = step("softmax", "", Map.of());
        Plugin calibrate = step("calibrate", "", Map.of("with", "platt"));
        Plugin threshold = step("threshold", "", Map.of());
        Chain chain = new Chain(List.of(), List.of(softmax, calibrate, threshold));

        assertThat(chain.hashAfter(2)).isEqualTo(hash(softmax, calibrate)).isNotEqualTo(chain.hashAfter(3));
        assertThat(chain.hashAfter(9)).isEqualTo(chain.hashAfter(3));
    }

    @Test
    void whatTheServerHearsIsNotInIt() {
        assertThat(hash(step("clip", "", Map.of("max", "3", "cache", "false"))))
                .isEqualTo(hash(step("clip", "", Map.of("max", "3"))));
    }

    @Test
    void namesSettingsAndOrderAreInIt() {
        Plugin clip = step("clip", "", Map.of());
        Plugin log = step("log", "", Map.of());

        assertThat(List.of(
                        hash(),
                        hash(clip),
                        hash(clip, log),
                        hash(log, clip),
                        hash(clip, clip),
                        hash(step("clip", "", Map.of("max", "3"))),
                        hash(step("clip", "", Map.of("max", "4")))))
                .doesNotHaveDuplicates();
    }
}
