package io.roundhouse.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake is answered with its place, what was found and what is allowed. */
class RefusalsTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("clip", "{min: 0}", "'columns' must name at least one column, was empty"),
                arguments("clip", "{columns: [], min: 0}", "'columns' must name at least one column, was empty"),
                arguments("clip", "{columns: [a, b, a], min: 0}", "'columns' names column 'a' twice"),
                arguments("clip", "{columns: [a, b], min: 0, into: [x, x]}", "'into' names column 'x' twice"),
                arguments(
                        "clip",
                        "{columns: [a, b], min: 0, into: [x]}",
                        "'into' must name as many columns as 'columns', 2, was [x]"),
                arguments("clip", "{columns: [a], min: 0, into: [x], suffix: _y}", "take one away"),
                arguments("clip", "{columns: [''], min: 0}", "it must have 1..256"),
                arguments("clip", "{columns: [a]}", "'min' or 'max' must be there"),
                arguments("clip", "{columns: [a], min: 2, max: 1}", "'min' must not be above 'max', was 2.0 > 1.0"),
                arguments("clip", "{columns: [a], min: NaN}", "'min' must be a finite number, was 'NaN'"),
                arguments("clip", "{columns: [a], max: ten}", "'max' must be a finite number, was 'ten'"),
                arguments("clip", "{columns: [a], mim: 2}", "'mim' is not known here; did you mean 'min'?"),
                arguments("log", "{columns: [a], plus_one: 1}", "'plus_one' must be true or false, was '1'"),
                arguments(
                        "impute",
                        "{columns: [a], with: mode}",
                        "must be one of [mean, median, constant, most-frequent]"),
                arguments(
                        "impute", "{columns: [a], with: constant}", "'value' must be there to fill columns of numbers"),
                arguments("impute", "{columns: [a], with: constant, value: 1, text: b}", "or 'text'"),
                arguments("impute", "{columns: [a], with: mean, value: 1}", "'value' is for 'with: constant' only"),
                arguments(
                        "impute",
                        "{columns: [a], with: mean}",
                        "'learnt' says nothing of column 'a'; `roundhouse fit` learns it from data"),
                arguments("standardise", "{columns: [a], learnt: {a: {mean: 1}}}", "'deviation' is missing"),
                arguments(
                        "standardise",
                        "{columns: [a], learnt: {a: {mean: 1, deviation: -1}}}",
                        "must be 0 or more, was -1.0"),
                arguments("min-max", "{columns: [a], learnt: {a: {min: 3, max: 1}}}", "was 3.0 > 1.0"),
                arguments(
                        "min-max",
                        "{columns: [a], learnt: {b: {min: 3, max: 1}}}",
                        "'learnt' says nothing of column 'a'"),
                arguments("bucketise", "{columns: [a]}", "'boundaries' must be there, or 'buckets'"),
                arguments("bucketise", "{columns: [a], buckets: 3, boundaries: [1]}", "and not both"),
                arguments("bucketise", "{columns: [a], boundaries: []}", "must hold 1..1023 ascending numbers, has 0"),
                arguments("bucketise", "{columns: [a], boundaries: [1, 3, 2]}", "must ascend, but 2 follows 3"),
                arguments("bucketise", "{columns: [a], boundaries: [1, 1]}", "must ascend, but 1 follows 1"),
                arguments("bucketise", "{columns: [a], boundaries: [1], labels: [x]}", "must name 2 buckets"),
                arguments("bucketise", "{columns: [a], buckets: 3, labels: [x]}", "'labels' need 'boundaries'"),
                arguments(
                        "one-hot", "{columns: [s], learnt: {s: {categories: []}}}", "must hold 1..65536 texts, has 0"),
                arguments(
                        "one-hot",
                        "{columns: [s], learnt: {s: {categories: [a, b, a]}}}",
                        "'categories' holds 'a' twice"),
                arguments(
                        "one-hot", "{columns: [s], learnt: {s: {categories: [a, '']}}}", "must not hold an empty text"),
                arguments("ordinal", "{columns: [s], unknown: zero}", "'unknown' must be one of [none, own]"),
                arguments("hash", "{columns: [s]}", "'buckets' is missing"),
                arguments("hash", "{columns: [s], buckets: 1}", "'buckets' must be a whole number 2.."),
                arguments("cross", "{columns: [s], into: x}", "must name two columns or more to cross, was [s]"),
                arguments("cross", "{columns: [s, s], into: x}", "'columns' names column 's' twice"),
                arguments("cross", "{columns: [s, t]}", "'into' is missing"),
                arguments("date-parts", "{columns: [d], parts: []}", "'parts' must name at least one column"),
                arguments("date-parts", "{columns: [d], parts: [years]}", "'parts' must be of [year, quarter,"),
                arguments("date-parts", "{columns: [d], parts: [day, day]}", "'parts' names column 'day' twice"),
                arguments("ratio", "{numerator: a, into: r}", "'denominator' is missing"),
                arguments(
                        "ratio", "{numerator: a, denominator: a, into: r}", "must be another column than 'numerator'"),
                arguments("assemble", "{into: x}", "'columns' or 'vectors' must name at least one column"),
                arguments("assemble", "{columns: [a, b], vectors: [a]}", "'columns' names column 'a' twice"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsTheMistakeAndItsPlace(String word, String yaml, String sentence) {
        assertThatThrownBy(() -> Table.step(word, yaml))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining(sentence)
                .message()
                .startsWith("model.yaml:1:");
    }

    @Test
    void refusesToLearnAboutAColumnThatIsNotThere() {
        assertThatThrownBy(() -> Table.fitted(
                        "min-max", "{columns: [age], learnt: {aged: {min: 0, max: 1}}}", Table.numbers("age", 1)))
                .hasMessageContaining("'aged' is not known here; did you mean 'age'?");
    }

    @Test
    void learnsNothingFromInfinity() {
        assertThatThrownBy(() -> Table.fitted(
                        "standardise", "{columns: [x]}", Table.numbers("x", 1, Double.NaN, Double.NEGATIVE_INFINITY)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage("'x': row 2 is -Infinity, from which nothing can be learnt;"
                        + " a step 'clip' before brings it in bounds");
        assertThatThrownBy(() -> Table.fitted("impute", "{columns: [x], with: mean}", Table.numbers("x", 1e141)))
                .hasMessageStartingWith("'x': row 0 is 1.0E141, from which nothing can be learnt");
    }

    @Test
    void saysWhichColumnIsEmpty() {
        assertThatThrownBy(() -> Table.fitted("impute", "{columns: [x]}", Table.numbers("x", Double.NaN)))
                .hasMessage("'x' has no number in any row, so there is nothing to learn from");
        assertThatThrownBy(() -> Table.fitted("one-hot", "{columns: [s]}", Table.texts("s", "")))
                .hasMessage("'s' has no text in any row, so there is nothing to learn from");
    }
}
