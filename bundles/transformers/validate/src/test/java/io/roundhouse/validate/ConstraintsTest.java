package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    private final Given.Flags flags = new Given.Flags();

    @Test
    void handsOnColumnsInWhichAllIsRightAsTheyCame() {
        Tensors columns = Given.numbers(0, 5, Double.NaN);

        Tensors checked = number("range", "min", "0", "max", "5").apply(columns, flags);

        assertThat(checked).isSameAs(columns);
    }

    @Test
    void refusesANumberOutsideItsRange() {
        assertThatThrownBy(() -> number("range", "min", "0", "max", "5").apply(Given.numbers(1, 5.5)))
                .hasMessage("'x': row 1 is 5.5, must be 0 to 5");
    }

    @Test
    void refusesInfinityWithoutAnyConstraint() {
        assertThatThrownBy(() -> step("number", Map.of()).apply(Given.numbers(1, Double.NEGATIVE_INFINITY)))
                .hasMessage("'x': row 1 is -Infinity, must be a finite number");
    }

    @Test
    void putsADeclaredNumberInThePlaceOfAMissingOne() {
        Tensors checked =
                number("required", "action", "impute", "value", "7").apply(Given.numbers(1, Double.NaN), flags);

        assertThat(Given.numbers(checked.get("x"))).containsExactly(1, 7);
        assertThat(flags.all()).isEmpty();
    }

    @Test
    void clipsToTheNearerEnd() {
        Tensors checked = number("range", "min", "0", "max", "5", "action", "clip")
                .apply(Given.numbers(-3, 2, 9, Double.NaN), flags);

        assertThat(Given.numbers(checked.get("x"))).containsExactly(0, 2, 5, Double.NaN);
    }

    @Test
    void makesOneFlagOfAllRowsThatOneConstraintFinds() {
        Tensors columns = Given.numbers(7, 1, 8, 9);

        Tensors checked = number("range", "max", "5", "action", "flag").apply(columns, flags);

        assertThat(checked).isSameAs(columns);
        assertThat(flags.all()).containsExactly("'x' range: 3 rows, first row 0 is 7, must be at most 5");
    }

    @Test
    void refusesAnUnknownCategoryWithoutRepeatingAllOfIt() {
        ValidateStep step = step("text", Map.of("categories", Given.values(List.of("rent", "owner"))));

        assertThatThrownBy(() -> step.apply(Given.texts("rent", "\u001B[31m" + "z".repeat(90_000))))
                .hasMessage("'x': row 1 is '\\u{1B}[31m" + "z".repeat(35)
                        + "…' (90005 bytes), must be one of [rent, owner]");
    }

    @Test
    void tellsMalformedBytesFromUnknownCategories() {
        ValidateStep step = step("text", Map.of("categories", Given.values(List.of("rent"))));
        Tensor bad = Tensor.ofBytes(Shape.of(1), List.of(new byte[] {'a', (byte) 0xC3, '\n'}));

        assertThatThrownBy(() -> step.apply(Tensors.of("x", bad)))
                .hasMessage("'x': row 0 is 'a\\xC3\\n', must be valid UTF-8");
    }

    @Test
    void cutsATextBetweenCharacters() {
        ValidateStep step = step("text", Map.of("length", Given.keys("max", "3", "action", "clip")));

        assertThat(step.apply(Given.texts("äöüß", "ab", "😀😀😀😀"), flags)
                        .get("x")
                        .texts())
                .containsExactly("äöü", "ab", "😀😀😀");
    }

    @Test
    void holdsACutTextAgainstThePatternToo() {
        ValidateStep step = step(
                "text",
                Map.of(
                        "length",
                        Given.keys("max", "3", "action", "clip"),
                        "pattern",
                        Given.keys("like", "[a-z]+\\d", "action", "impute", "value", "a0")));

        assertThat(step.apply(Given.texts("ab12", "abc1", "b2"), flags).get("x").texts())
                .containsExactly("ab1", "a0", "b2");
    }

    @Test
    void measuresFreshnessAgainstTheClock() {
        long now = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
        Settings schema = Given.column("date", Map.of("fresh", Given.keys("age_max", "2d", "action", "flag")));
        ValidateStep step = new ValidateStep(Schema.read(schema), () -> now);

        step.apply(Given.texts("2026-03-09", "2026-03-10T12:04", "2026-03-10T12:06", "2026-03-08T11:59:59Z"), flags);

        assertThat(flags.all())
                .containsExactly(
                        "'x' fresh: 2 rows, first row 2 is '2026-03-10T12:06', must be at most 2d old and 5m ahead");
    }

    @Test
    void clipsADateToTheBoundAsItIsWritten() {
        ValidateStep step =
                step("date", Map.of("range", Given.keys("min", "2020-01-01", "max", "2020-12-31", "action", "clip")));

        assertThat(step.apply(Given.texts("2019-05-05", "2020-06-01", "2021-01-01", ""), flags)
                        .get("x")
                        .texts())
                .containsExactly("2020-01-01", "2020-06-01", "2020-12-31", "");
    }

    @Test
    void refusesARowBelowTheOneBefore() {
        assertThatThrownBy(() -> number("order").apply(Given.numbers(1, 2, Double.NaN, 2, 1.5)))
                .hasMessage("'x': row 4 is below the row before it, must not fall from row to row of a request");
    }

    @Test
    void countsMissingValuesOfARequestFromSomeRowsOn() {
        ValidateStep step = number("missing", "share_max", "0.25", "rows_min", "4");

        step.apply(Given.numbers(Double.NaN, Double.NaN, 1), flags);
        step.apply(Given.numbers(Double.NaN, 1, 1, 1), flags);

        assertThatThrownBy(() -> step.apply(Given.numbers(Double.NaN, Double.NaN, 1, 1)))
                .hasMessage("'x': 2 of 4 rows are missing, must be at most 25 %");
    }

    @Test
    void countsMissingValuesOfTheLastRowsOfAllRequests() {
        ValidateStep step = number("lately", "share_max", "0.5", "rows", "16");
        for (int i = 0; i < 15; i++) {
            step.apply(Given.numbers(i % 2 == 0 ? i : Double.NaN), flags);
        }
        assertThat(flags.all()).isEmpty();

        step.apply(Given.numbers(Double.NaN), flags);
        step.apply(Given.numbers(Double.NaN), flags);
        step.apply(Given.numbers(Double.NaN), flags);

        assertThat(flags.all()).isNotEmpty().allSatisfy(flag -> assertThat(flag)
                .startsWith("'x' lately: ")
                .endsWith(" of the last 16 rows were missing, must be at most 50 %"));
    }

    @Test
    void forgetsRowsOfLongAgo() {
        ValidateStep step = number("lately", "share_max", "0.5", "rows", "32");
        step.apply(Given.numbers(Double.NaN, Double.NaN), flags);
        for (int i = 0; i < 100; i++) {
            step.apply(Given.numbers(i, i + 1), flags);
        }
        assertThat(flags.all()).isEmpty();
    }

    @Test
    void tellsOfEachRowInAColumnInPlaceOfRefusing() {
        Settings schema = Given.reporting(
                Given.column("number", Map.of("range", Given.keys("max", "5"), "required", Settings.empty())));

        Tensors checked = Given.step(schema).apply(Given.numbers(1, 6, Double.NaN), flags);

        assertThat(checked.names()).containsExactly("x", "report");
        assertThat(checked.get("report").texts())
                .containsExactly("", "'x' range: is 6, must be at most 5", "'x' required: is missing, must be there");
        assertThat(flags.all()).isEmpty();
    }

    @Test
    void tellsOfNoMoreThanARequestMayAnswer() {
        double[] values = new double[520_000];
        Arrays.fill(values, 6);
        Settings schema = Given.reporting(Given.column("number", Map.of("range", Given.keys("max", "5"))));

        List<String> told = Given.step(schema)
                .apply(Given.numbers(values), flags)
                .get("report")
                .texts();

        assertThat(told.get(0)).isEqualTo("'x' range: is 6, must be at most 5");
        assertThat(told.get(519_999)).isEqualTo("…");
        assertThat(told.stream().mapToLong(String::length).sum()).isBetween(15L << 20, 17L << 20);
    }

    private static ValidateStep number(String constraint, String... keysAndTexts) {
        return step("number", Map.of(constraint, Given.keys(keysAndTexts)));
    }

    private static ValidateStep step(String type, Map<String, Settings> constraints) {
        return Given.step(Given.column(type, constraints));
    }
}
