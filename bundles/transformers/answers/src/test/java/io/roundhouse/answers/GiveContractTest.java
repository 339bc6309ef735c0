package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GiveContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new GiveComponent();
    }

    @Override
    protected Settings settings() {
        return Given.numbers(Settings.of(Map.of("column", "boxes", "into", "where")), "shape", "4", "-1");
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("boxes", TestTensors.floats(10, count, 4, 2));
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // it does not look at it
    }

    @Test
    void givesWhatIsThere() {
        Tensors columns = rows(3);

        Tensors given = Given.step(factory(), settings()).apply(columns);

        assertThat(given.names()).containsExactly("where");
        assertThat(given.get("where")).isSameAs(columns.get("boxes"));
        assertThat(Given.step(factory(), Map.of("column", "row", "type", "int64"))
                        .writes())
                .hasToString("[row INT64 [-1]]");
    }

    @Test
    void refusesShapesThatCannotBe() {
        for (String size : new String[] {"x", "-2", "9999999999", "1.5"}) {
            Settings settings = Given.numbers(Settings.of(Map.of("column", "c")), "shape", size);
            assertThatThrownBy(() -> Given.step(factory(), settings))
                    .hasMessageContaining("'shape' must hold sizes of a row's dimensions");
        }
        Settings deep = Given.numbers(
                Settings.of(Map.of("column", "c")),
                "shape",
                "1,".repeat(15).concat("1").split(",", -1));
        assertThatThrownBy(() -> Given.step(factory(), deep))
                .hasMessageContaining("'shape' must have at most 15 sizes");
    }
}
