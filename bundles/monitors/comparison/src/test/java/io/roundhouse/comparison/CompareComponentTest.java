package io.roundhouse.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompareComponentTest {
    private static final Plugin NONE = new Plugin("none", "", Settings.empty());
    private static final ModelDefinition CREDIT =
            new ModelDefinition("credit", List.of(), NONE, Settings.empty(), Chain.NONE, NONE, List.of(), Map.of());

    private final Map<String, String> chosen = new TreeMap<>();
    private final CompareComponent component = new CompareComponent(new LabelChoices() {
        @Override
        public void choose(String model, String output) {
            chosen.put(model, output);
        }

        @Override
        public void forget(String model) {
            chosen.remove(model);
        }
    });

    @Test
    void choosesTheLabelUntilTheSectionGoes() {
        component.apply(CREDIT, Settings.of(Map.of("label", "decision")));
        assertThat(chosen).isEqualTo(Map.of("credit", "decision"));

        component.remove("credit");
        assertThat(chosen).isEmpty();
    }

    @Test
    void choosesNoLabelWhereThereIsNone() {
        component.apply(CREDIT, Settings.of(Map.of("label", "none")));

        assertThat(chosen).isEqualTo(Map.of("credit", Labels.NOTHING));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> component.check(CREDIT, Settings.of(Map.of("lable", "decision"))))
                .hasMessageContaining("'lable' is not known here; did you mean 'label'?");
        assertThatThrownBy(() -> component.check(CREDIT, Settings.empty())).hasMessageContaining("label");
    }
}
