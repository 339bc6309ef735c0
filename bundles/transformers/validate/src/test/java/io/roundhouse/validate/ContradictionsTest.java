package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema that contradicts itself is refused when it is read, in one sentence with its place. */
class ContradictionsTest {
    private static final String PLACE = Given.PLACE + ": ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number | range  | min=9,max=3                     | 'min' of 'x' is 9, above its 'max' 3: no value",
                "number | range  | max=3,action=impute,value=4     | 'value' '4' of 'x' would not be right itself: must be",
                "number | range  | action=flag                     | 'range' of 'x' needs a 'min', a 'max' or both",
                "number | range  | max=3,action=impute             | 'action' impute needs a 'value' to put there",
                "number | range  | max=3,value=2                   | 'value' is only for 'action: impute'",
                "number | range  | max=3,action=clp                | 'action' must be one of [reject, impute, clip, flag]",
                "number | order  | action=clip                     | 'action' of 'order' must be one of [reject, flag]",
                "number | lately | share_max=0.1,action=reject     | 'action' of 'lately' must be one of [flag]",
                "number | missing| rows_min=10                     | 'share_max' is missing",
                "number | length | max=3                           | 'length' is not known here",
                "text   | length | min=9,max=3                     | 'min' of 'x' is 9, above its 'max' 3: no text",
                "text   | length | min=2,max=3,action=clip         | 'action' clip cannot make a text longer",
                "text   | pattern| like=[a-z]+[a-c]                | 'like' '[a-z]+[a-c]' has '[a-z]+' before '[a-c]'",
                "text   | pattern| like=(ab)+                      | 'like' '(ab)+' has '(' at character 1; known are",
                "text   | pattern| like=[a-z]{2},action=impute,value=abc | 'value' 'abc' of 'x' would not be right",
                "text   | required| action=impute,value=           | 'value' of 'x' is empty",
                "date   | range  | min=2024-02-30                  | 'min' must be a date like",
                "date   | range  | min=2024-03-01,max=2024-02-01   | 'min' of 'x' is 2024-03-01, after its 'max'",
                "date   | fresh  | ahead_max=1d                    | 'age_max' is missing",
            })
    void refusesAConstraint(String type, String kind, String keys, String message) {
        String[] words = keys.replaceAll("=(?=,|$)", "= ").split("[=,](?![^\\[]*\\])");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].isBlank() ? "" : words[i];
        }
        Settings schema = Given.column(type, Map.of(kind, Given.keys(words)));

        assertThatThrownBy(() -> Schema.read(schema)).message().startsWith(PLACE + message);
    }

    @Test
    void refusesACategoryThatThePatternRefuses() {
        Settings schema = Given.column(
                "text",
                Map.of("categories", Given.values(List.of("ok", "Not")), "pattern", Given.keys("like", "[a-z]+")));

        assertThatThrownBy(() -> Schema.read(schema))
                .hasMessage(PLACE + "'values' of 'x' has 'Not', which must be like [a-z]+ here");
    }

    @Test
    void refusesAValueThatIsNoCategory() {
        Settings schema = Given.column(
                "text",
                Map.of(
                        "categories",
                        Given.values(List.of("a", "b")),
                        "required",
                        Given.keys("action", "impute", "value", "c")));

        assertThatThrownBy(() -> Schema.read(schema))
                .hasMessage(PLACE + "'value' 'c' of 'x' would not be right itself: must be one of [a, b]");
    }

    @Test
    void refusesCategoriesThatAreNone() {
        assertThatThrownBy(() -> read("categories", Given.values(List.of()))).hasMessageContaining("had 0");
        assertThatThrownBy(() -> read("categories", Given.values(List.of("a", "a"))))
                .hasMessageContaining("different");
        assertThatThrownBy(() -> read("categories", Given.values(List.of("a", ""))))
                .hasMessageContaining("empty");
    }

    @Test
    void suggestsTheColumnThatARuleMeant() {
        assertThatThrownBy(() -> rules(Given.keys("column", "Amount", "at_most", "Prise")))
                .hasMessage(PLACE + "'at_most' is 'Prise', which is no column here; did you mean 'Price'? "
                        + "Known are [Amount, Name, Price]");
    }

    @Test
    void refusesACircle() {
        assertThatThrownBy(() -> rules(
                        Given.keys("column", "Amount", "at_most", "Price"),
                        Given.keys("column", "Price", "at_most", "Amount")))
                .hasMessage(PLACE + "'at_most' closes a circle: 'Amount' depends on 'Price' by another rule or is the "
                        + "same column");
        assertThatThrownBy(() -> rules(Given.keys("column", "Price", "at_most", "Price")))
                .hasMessageContaining("closes a circle");
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertThatThrownBy(() -> rules(Given.keys("column", "Price", "at_most", "Amount")))
                .hasMessageContaining(
                        "wants 'Price', at least 100, at most 'Amount', at most 50: no row would be right");
        assertThatThrownBy(() -> rules(Given.keys("column", "Price", "at_most", "Name")))
                .hasMessageContaining("compares two numbers or two dates, 'Price' is a number and 'Name' a text");
        assertThatThrownBy(() -> rules(Given.keys("column", "Price")))
                .hasMessageContaining("needs one of 'at_most', 'needs' and 'sum', had 0");
        assertThatThrownBy(() -> rules(Given.keys("column", "Price", "needs", "Price")))
                .hasMessageContaining("is the column itself");
    }

    @Test
    void saysHowAColumnIsLearnt() {
        assertThatThrownBy(() -> Schema.read(Given.types(Map.of("x", "number"))))
                .message()
                .contains("'x' has a type and no constraints yet")
                .contains("'roundhouse fit' learns them from data, or write a section: { type: number }");
    }

    @Test
    void refusesATypeThatIsNone() {
        assertThatThrownBy(() -> Schema.read(Given.column("integer", Map.of())))
                .hasMessage(PLACE + "'type' must be one of [number, text, date], was 'integer'");
    }

    @Test
    void refusesAReportInThePlaceOfAColumn() {
        Settings columns = Given.column("number", Map.of()).section("columns");
        Settings schema = Settings.builder("p")
                .put("columns", columns)
                .put("report", "x", "p:9")
                .build();

        assertThatThrownBy(() -> Schema.read(schema))
                .hasMessage("p:9: 'report' must be the name of a column of its own");
    }

    private static void read(String kind, Settings constraint) {
        Schema.read(Given.column("text", Map.of(kind, constraint)));
    }

    private static void rules(Settings... rules) {
        Schema.read(Given.schema(
                Map.of(
                        "Amount",
                        Given.section("number", Map.of("range", Given.keys("max", rules.length > 1 ? "500" : "50"))),
                        "Price",
                        Given.section("number", Map.of("range", Given.keys("min", "100"))),
                        "Name",
                        Given.section("text", Map.of())),
                rules));
    }
}
