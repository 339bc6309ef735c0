package io.roundhouse.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("batching", "engine", "traffic", "on");

    @Test
    void findsWhatDiffersInALetterOrTwo() {
        assertThat(Nearest.find("batchin", KNOWN)).contains("batching");
        assertThat(Nearest.find("engien", KNOWN)).contains("engine");
        assertThat(Nearest.find("no", KNOWN)).isEmpty();
        assertThat(Nearest.find("of", KNOWN)).contains("on");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(Nearest.find("transformers", KNOWN)).isEmpty();
        assertThat(Nearest.find("x".repeat(100_000), KNOWN)).isEmpty();
        assertThat(Nearest.find("engine", List.of())).isEmpty();
    }

    @Test
    void prefersTheNearestAndThenTheFirstOfTheAlphabet() {
        assertThat(Nearest.find("model1", List.of("model3", "model2", "models99")))
                .contains("model2");
        assertThat(Nearest.find("weigth", List.of("weights", "weight"))).contains("weight");
    }

    @Test
    void endsAMessageWithWhatIsKnown() {
        assertThat(Nearest.suggestion("engin", KNOWN))
                .isEqualTo("; did you mean 'engine'? Known are [batching, engine, on, traffic]");
        assertThat(Nearest.suggestion("zzz", List.of("b", "a"))).isEqualTo("; known are [a, b]");
        assertThat(Nearest.suggestion("zzz", List.of())).isEqualTo("; there is none");
    }

    @Property(tries = 200)
    void findsANameWithOneLetterTooMany(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String name, @ForAll @AlphaChars char extra) {
        assertThat(Nearest.find(name + extra, List.of(name))).contains(name);
        assertThat(Nearest.find(extra + name, List.of(name))).contains(name);
    }
}
