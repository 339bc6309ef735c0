package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void readsAsInTheProtocol() {
        assertThat(Shape.of(2, Shape.ANY)).hasToString("[2,-1]");
        assertThat(Shape.of()).hasToString("[]");
    }

    @Test
    void countsRowsAndElements() {
        assertThat(Shape.of(3, 4).rows()).isEqualTo(3);
        assertThat(Shape.of(3, 4).elements()).isEqualTo(12);
        assertThat(Shape.of().rows()).isEqualTo(1);
        assertThat(Shape.of().elements()).isEqualTo(1);
        assertThat(Shape.of(0, 4).elements()).isZero();
    }

    @Test
    void refusesDimensionsBelowMinusOne() {
        assertThatThrownBy(() -> Shape.of(1, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension -2 in shape [1, -2] must be 0 or more, or -1 for any size");
    }

    @Test
    void refusesMoreDimensionsThanAllowed() {
        assertThat(Shape.of(new long[Shape.RANK_MAX]).rank()).isEqualTo(Shape.RANK_MAX);
        assertThatThrownBy(() -> Shape.of(new long[Shape.RANK_MAX + 1]))
                .hasMessage("shape has 17 dimensions, at most 16");
    }

    @Test
    void hasNoElementsWhereTheProductOverflows() {
        assertThatThrownBy(() -> Shape.of(Long.MAX_VALUE, 2).elements()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 32).elements()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void hasNoElementsWhileADimensionIsOpen() {
        assertThat(Shape.of(2, Shape.ANY).isConcrete()).isFalse();
        assertThatThrownBy(() -> Shape.of(2, Shape.ANY).elements())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("[2,-1]");
    }

    @Test
    void acceptsEverySizeWhereItIsOpen() {
        Shape spec = Shape.of(Shape.ANY, 4);

        assertThat(spec.accepts(Shape.of(0, 4))).isTrue();
        assertThat(spec.accepts(Shape.of(9, 4))).isTrue();
        assertThat(spec.accepts(Shape.of(9, 5))).isFalse();
        assertThat(spec.accepts(Shape.of(9))).isFalse();
        assertThat(spec.accepts(Shape.of(9, 4, 1))).isFalse();
    }

    @Test
    void batchesWithShapesOfTheSameRow() {
        assertThat(Shape.of(1, 4, 2).sameRowAs(Shape.of(7, 4, 2))).isTrue();
        assertThat(Shape.of(1, 4).sameRowAs(Shape.of(1, 5))).isFalse();
        assertThat(Shape.of(1, 4).sameRowAs(Shape.of(1, 4, 1))).isFalse();
        assertThat(Shape.of().sameRowAs(Shape.of())).isFalse();
    }

    @Test
    void keepsItsDimensionsToItself() {
        long[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.toArray()[1] = 9;

        assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    }

    @Property
    void acceptsItselfAndKeepsAllButItsRows(
            @ForAll @Size(min = 1, max = Shape.RANK_MAX) List<@LongRange(max = 100) Long> dims,
            @ForAll @LongRange(max = 100) long rows) {
        Shape shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());

        assertThat(shape.accepts(shape)).isTrue();
        assertThat(shape.withRows(rows).rows()).isEqualTo(rows);
        assertThat(shape.withRows(rows).sameRowAs(shape)).isTrue();
        assertThat(shape.withRows(Shape.ANY).accepts(shape)).isTrue();
    }
}
