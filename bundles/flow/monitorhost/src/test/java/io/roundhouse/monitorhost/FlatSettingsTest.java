package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatSettingsTest {
    @Test
    void readsSectionsAndListsFromTexts() {
        Settings nested = FlatSettings.nested(Settings.of(Map.of(
                "window", "1h", "columns", "[age, income]", "reference.rows", "1000", "reference.from.file", "a.csv")));

        assertThat(nested.text("window")).isEqualTo("1h");
        assertThat(nested.texts("columns")).containsExactly("age", "income");
        assertThat(nested.section("reference").text("rows")).isEqualTo("1000");
        assertThat(nested.section("reference").section("from").text("file")).isEqualTo("a.csv");
    }

    @Test
    void writesWhatItReadsBack() {
        Settings nested = Settings.builder("here")
                .put("window", "1h", "here")
                .putTexts("columns", List.of("age", "income"), "here")
                .put("reference", Settings.of(Map.of("rows", "1000")))
                .build();

        Map<String, String> flat = FlatSettings.flat(nested);

        assertThat(flat).containsEntry("columns", "[age, income]").containsEntry("reference.rows", "1000");
        assertThat(FlatSettings.nested(Settings.of(flat))).isEqualTo(nested);
    }

    @Test
    void refusesAKeyThatIsBoth() {
        assertThatThrownBy(() -> FlatSettings.nested(Settings.of(Map.of("a", "1", "a.b", "2"))))
                .hasMessage("settings: 'a' is given as a value and as a section, 'a.…'");
    }

    @Test
    void refusesAListOfSections() {
        Settings sections = Settings.builder("here")
                .putSections("rules", List.of(Settings.of(Map.of("a", "1"))), "here")
                .build();

        assertThatThrownBy(() -> FlatSettings.nested(sections))
                .hasMessage("here: 'rules' is a list of sections, which only model.yaml can hold");
    }
}
