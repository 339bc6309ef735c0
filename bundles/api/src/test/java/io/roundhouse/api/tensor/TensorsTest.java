package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private static final Tensor A = Tensor.ofFloats(Shape.of(2, 2), 1, 2, 3, 4);
    private static final Tensor B = Tensor.ofLongs(Shape.of(2), 5, 6);

    @Test
    void keepsTheOrderOfItsNames() {
        Tensors tensors = Tensors.of(List.of("b", "a"), List.of(B, A));

        assertThat(tensors.names()).containsExactly("b", "a");
        assertThat(tensors.values()).containsExactly(B, A);
        assertThat(tensors.only(List.of("a", "b")).names()).containsExactly("a", "b");
        assertThat(tensors.only(List.of("b", "a"))).isSameAs(tensors);
    }

    @Test
    void refusesANameTwiceAndListsOfDifferentLength() {
        assertThatThrownBy(() -> Tensors.of(List.of("a", "a"), List.of(A, B))).hasMessage("two tensors are named 'a'");
        assertThatThrownBy(() -> Tensors.of(List.of("a", "b"), List.of(A))).hasMessage("2 names for 1 tensors");
    }

    @Test
    void saysWhichNamesThereAre() {
        Tensors tensors = Tensors.of("a", A);

        assertThat(tensors.find("b")).isEmpty();
        assertThatThrownBy(() -> tensors.get("b")).hasMessage("no tensor is named 'b', there are [a]");
        assertThatThrownBy(() -> tensors.only(List.of("a", "b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacesWhereItStandsAndAddsAtTheEnd() {
        Tensors tensors = Tensors.of("a", A).with("b", B).with("a", B);

        assertThat(tensors.names()).containsExactly("a", "b");
        assertThat(tensors.get("a")).isSameAs(B);
        assertThat(Tensors.of("a", A)
                        .with(Tensors.of(List.of("c", "a"), List.of(B, B)))
                        .names())
                .containsExactly("a", "c");
    }

    @Test
    void neverChangesItself() {
        List<String> names = new ArrayList<>(List.of("a"));
        Tensors tensors = Tensors.of(names, List.of(A));
        names.set(0, "z");
        tensors.with("b", B);

        assertThat(tensors.names()).containsExactly("a");
        assertThat(Tensors.empty().with("a", A).size()).isEqualTo(1);
        assertThat(Tensors.empty().isEmpty()).isTrue();
    }

    @Test
    void viewsTheSameRowsOfEveryTensor() {
        Tensors row = Tensors.of("a", A).with("b", B).rows(1, 1);

        assertThat(row.rows()).isEqualTo(1);
        assertThat(row.get("a").data().getFloat()).isEqualTo(3);
        assertThat(row.get("b").data().getLong()).isEqualTo(6);
        assertThat(row.byteSize()).isEqualTo(16);
    }

    @Test
    void tellsNamesAndShapesButNeverContent() {
        assertThat(Tensors.of("a", A).with("b", B)).hasToString("{a FP32 [2,2], b INT64 [2]}");
    }

    @Test
    void givesSpecsNamesOfABoundedLength() {
        assertThat(new TensorSpec("x", DataType.FP32, Shape.of(Shape.ANY, 64))).hasToString("x FP32 [-1,64]");
        assertThatThrownBy(() -> new TensorSpec("", DataType.FP32, Shape.of()))
                .hasMessage("a tensor's name must have 1..256 characters, had 0");
        assertThatThrownBy(() -> new TensorSpec("x".repeat(257), DataType.FP32, Shape.of()))
                .hasMessageContaining("had 257");
    }
}
