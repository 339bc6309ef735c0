package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersTest {
    private static final ModelSpec SPEC =
            new ModelSpec("p", List.of(), List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 2))), true);
    private static final Tensors BATCH = Tensors.of("x", Tensor.ofLongs(Shape.of(1), 1));

    @Test
    void whatTheModelSaysThatItGivesIsRight() {
        Tensors answer = Tensors.of("y", Tensor.ofFloats(Shape.of(1, 2), 1, 2));

        assertThatCode(() -> Answers.check(SPEC, BATCH, answer, "m:1")).doesNotThrowAnyException();
    }

    static Stream<Tensors> wrong() {
        return Stream.of(
                Tensors.empty(),
                Tensors.of("z", Tensor.ofFloats(Shape.of(1, 2), 1, 2)),
                Tensors.of("y", Tensor.ofFloats(Shape.of(1, 1), 1)),
                Tensors.of("y", Tensor.ofFloats(Shape.of(2, 2), 1, 2, 3, 4)),
                Tensors.of("y", Tensor.ofLongs(Shape.of(1, 2), 1, 2)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void anythingElseIsNot(Tensors answer) {
        assertThatThrownBy(() -> Answers.check(SPEC, BATCH, answer, "m:1"))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith("m:1 gave {")
                .hasMessageContaining("where it says that it gives [y FP32 [-1,2]]");
    }
}
