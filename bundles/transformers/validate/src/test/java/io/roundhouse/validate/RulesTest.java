package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Tensors COLUMNS = Tensors.of("a", Given.numberColumn(1, 5, Double.NaN, 4))
            .with("b", Given.numberColumn(2, 3, 1, Double.NaN))
            .with("c", Given.numberColumn(3, 8, 1, 4))
            .with("from", Given.textColumn("2024-01-01", "2024-05-02T00:00+02:00", "2024-01-01", ""))
            .with("to", Given.textColumn("2024-01-01", "2024-05-01T21:59Z", "", "2024-01-01"));
    private static final Map<String, Settings> SCHEMA = Map.of(
            "a", Given.section("number", Map.of()),
            "b", Given.section("number", Map.of()),
            "c", Given.section("number", Map.of()),
            "from", Given.section("date", Map.of()),
            "to", Given.section("date", Map.of()));

    private final Given.Flags flags = new Given.Flags();

    @Test
    void refusesAColumnAboveAnother() {
        assertThatThrownBy(() -> apply(Given.keys("column", "a", "at_most", "b")))
                .hasMessage("'a': row 1 is 5 and 'b' is 3, must be at most 'b'");
    }

    @Test
    void comparesDatesAcrossTimeZones() {
        assertThatThrownBy(() -> apply(Given.keys("column", "from", "at_most", "to")))
                .hasMessage("'from': row 1 is 2024-05-01T22:00:00Z and 'to' is 2024-05-01T21:59:00Z, "
                        + "must be at most 'to'");
    }

    @Test
    void clipsToTheOtherColumn() {
        Tensors checked = apply(Given.keys("column", "a", "at_most", "b", "action", "clip"));

        assertThat(Given.numbers(checked.get("a"))).containsExactly(1, 3, Double.NaN, 4);
        assertThat(Given.numbers(COLUMNS.get("a"))).containsExactly(1, 5, Double.NaN, 4);
    }

    @Test
    void flagsARowThatLacksWhatBelongsToIt() {
        apply(Given.keys("column", "a", "needs", "b", "action", "flag"));

        assertThat(flags.all())
                .containsExactly("'a' needs: 1 row, row 3 is there, must come with 'b', which is missing");
    }

    @Test
    void letsTwoColumnsNeedEachOther() {
        apply(
                Given.keys("column", "a", "needs", "b", "action", "flag"),
                Given.keys("column", "b", "needs", "a", "action", "flag"));

        assertThat(flags.all()).hasSize(2);
    }

    @Test
    void refusesASumThatDoesNotAddUp() {
        Settings sum = Settings.builder("p")
                .put("column", "c", "p")
                .putTexts("sum", List.of("a", "b"), "p")
                .put("tolerance", "0.5", "p")
                .build();

        assertThat(Given.numbers(apply(sum).get("c"))).containsExactly(3, 8, 1, 4);
        Tensors wrong = COLUMNS.with("c", Given.numberColumn(3, 8.6, 0, 0));
        assertThatThrownBy(() -> Given.step(Given.schema(SCHEMA, sum)).apply(wrong))
                .hasMessage("'c': row 1 is 8.6 and the sum is 8, must be a + b within 0.5");
    }

    @Test
    void putsTheSumInItsPlace() {
        Settings sum = Settings.builder("p")
                .put("column", "c", "p")
                .putTexts("sum", List.of("a", "b"), "p")
                .put("action", "impute", "p")
                .build();
        Tensors wrong = COLUMNS.with("c", Given.numberColumn(9, 9, 9, 9));

        Tensors checked = Given.step(Given.schema(SCHEMA, sum)).apply(wrong, flags);

        assertThat(Given.numbers(checked.get("c"))).containsExactly(3, 8, 9, 9);
    }

    private Tensors apply(Settings... rules) {
        return Given.step(Given.schema(SCHEMA, rules)).apply(COLUMNS, flags);
    }
}
