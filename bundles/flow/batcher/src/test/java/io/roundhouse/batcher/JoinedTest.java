package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedTest {
    private static final Deadline DEADLINE = new Deadline(0);

    @Test
    void putsTextsOneBelowTheOther() {
        Joined joined = Joined.of(List.of(texts("short", ""), texts("a longer one")), true);

        assertThat(joined.rows()).isEqualTo(3);
        assertThat(joined.inputs().get("text").texts()).containsExactly("short", "", "a longer one");
    }

    @Test
    void keepsOnlyInputsOfOneKindTogether() {
        Tensors floats = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 2), 1, 2));
        Tensors longs = Tensors.of("x", Tensor.ofLongs(Shape.of(1, 2), 1, 2));
        Tensors wider = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3));
        Tensors named = Tensors.of("z", Tensor.ofFloats(Shape.of(1, 2), 1, 2));
        Tensors moreRows = Tensors.of("x", Tensor.ofFloats(Shape.of(2, 2), 1, 2, 3, 4));

        assertThat(BatchRule.sameKind(floats, moreRows)).isTrue();
        assertThat(List.of(longs, wider, named)).noneMatch(other -> BatchRule.sameKind(floats, other));
    }

    @Test
    void leavesAloneWhatHasNoRowsToJoin() {
        BatchRule rule = new BatchRule(true, 4);
        Tensors scalar = Tensors.of("x", Tensor.ofFloats(Shape.of(), 1));
        Tensors uneven = Tensors.of("x", Tensor.ofFloats(Shape.of(1), 1)).with("z", Tensor.ofFloats(Shape.of(2), 1, 2));
        Tensors full = Tensors.of("x", Tensor.ofFloats(Shape.of(4), 1, 2, 3, 4));
        Tensors joinable = Tensors.of("x", Tensor.ofFloats(Shape.of(3), 1, 2, 3));

        assertThat(List.of(scalar, uneven, full, Tensors.empty())).allMatch(inputs -> rule.joinableRows(inputs) == 0);
        assertThat(rule.joinableRows(joinable)).isEqualTo(3);
        assertThat(new BatchRule(false, 4).joinableRows(joinable)).isZero();
    }

    private static Pending texts(String... texts) {
        Tensors inputs = Tensors.of("text", Tensor.ofTexts(Shape.of(texts.length, 1), List.of(texts)));
        return new Pending(inputs, texts.length, DEADLINE, 0);
    }
}
