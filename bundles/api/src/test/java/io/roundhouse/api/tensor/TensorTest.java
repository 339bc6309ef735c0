package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void beginsWithZerosInADirectLittleEndianBuffer() {
        Tensor tensor = Tensor.allocate(DataType.INT32, Shape.of(2, 3));

        assertThat(tensor.byteSize()).isEqualTo(24);
        assertThat(tensor.data().isDirect()).isTrue();
        assertThat(tensor.data().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(tensor.data()).isEqualTo(ByteBuffer.allocate(24));
    }

    @Test
    void refusesASizeThatOverflowsBeforeItAllocates() {
        assertThatThrownBy(() -> Tensor.allocate(DataType.FP32, Shape.of(1L << 31, 1L << 31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2147483648,2147483648] of FP32 has no size below 2 GiB");
        assertThatThrownBy(() -> Tensor.allocate(DataType.FP64, Shape.of(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.allocate(DataType.FP32, Shape.of(1L << 30)))
                .hasMessage("shape [1073741824] of FP32 needs more than 2 GiB");
    }

    @Test
    void refusesAShapeThatIsNotConcrete() {
        assertThatThrownBy(() -> Tensor.allocate(DataType.FP32, Shape.of(Shape.ANY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[-1]");
    }

    @Test
    void refusesToAllocateBytes() {
        assertThatThrownBy(() -> Tensor.allocate(DataType.BYTES, Shape.of(1)))
                .hasMessage("BYTES elements have no fixed size; use ofBytes");
    }

    @Test
    void takesABufferFromPositionToLimitWithoutACopy() {
        ByteBuffer data = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(4, 7).position(4).limit(8);

        Tensor tensor = Tensor.of(DataType.INT32, Shape.of(1), data);
        data.putInt(4, 8);

        assertThat(tensor.data().getInt()).isEqualTo(8);
        assertThat(tensor.data().remaining()).isEqualTo(4);
    }

    @Test
    void readsABigEndianBufferAsLittleEndian() {
        ByteBuffer data = ByteBuffer.allocateDirect(4).put(0, (byte) 1);

        assertThat(Tensor.of(DataType.INT32, Shape.of(1), data).data().getInt()).isEqualTo(1);
    }

    @Test
    void refusesABufferThatDoesNotFit() {
        assertThatThrownBy(() -> Tensor.of(DataType.FP32, Shape.of(2, 2), ByteBuffer.allocateDirect(15)))
                .hasMessage("FP32 of shape [2,2] needs 16 bytes, got 15");
        assertThatThrownBy(() -> Tensor.of(DataType.FP32, Shape.of(1), ByteBuffer.allocate(4)))
                .hasMessage("a tensor needs a direct buffer");
    }

    @Test
    void givesEveryReaderAPositionOfItsOwn() {
        Tensor tensor = Tensor.ofLongs(Shape.of(2), 1, 2);
        ByteBuffer first = tensor.data();
        first.getLong();

        assertThat(tensor.data().getLong()).isEqualTo(1);
        assertThat(first.getLong()).isEqualTo(2);
    }

    @Test
    void refusesMoreValuesThanItsShapeHolds() {
        assertThatThrownBy(() -> Tensor.ofFloats(Shape.of(1), 1, 2)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void viewsRowsWithoutACopy() {
        Tensor tensor = Tensor.ofFloats(Shape.of(3, 2), 0, 1, 10, 11, 20, 21);

        Tensor middle = tensor.rows(1, 1);
        tensor.data().putFloat(8, 99);

        assertThat(middle.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(middle.data().getFloat(0)).isEqualTo(99);
        assertThat(middle.data().getFloat(4)).isEqualTo(11);
        assertThat(tensor.rows(0, 3)).isSameAs(tensor);
        assertThat(tensor.rows(3, 0).byteSize()).isZero();
    }

    @Test
    void refusesRowsItDoesNotHave() {
        Tensor tensor = Tensor.ofFloats(Shape.of(2), 0, 1);

        assertThatThrownBy(() -> tensor.rows(1, 2)).hasMessage("rows 1..3 of shape [2]");
        assertThatThrownBy(() -> tensor.rows(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tensor.rows(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tensor.rows(1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.ofFloats(Shape.of(), 1).rows(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTypeAndShapeButNeverContent() {
        assertThat(Tensor.ofFloats(Shape.of(1), 42)).hasToString("FP32 [1]");
    }

    @Test
    void stacksRowsInTheirOrder() {
        Tensor numbers = Tensor.stacked(
                List.of(Tensor.ofFloats(Shape.of(1, 2), 1, 2), Tensor.ofFloats(Shape.of(2, 2), 3, 4, 5, 6)));
        Tensor texts = Tensor.stacked(
                List.of(Tensor.ofTexts(Shape.of(2), List.of("a", "")), Tensor.ofTexts(Shape.of(1), List.of("bc"))));

        assertThat(numbers.data())
                .isEqualTo(Tensor.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6).data());
        assertThat(numbers.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(texts.texts()).containsExactly("a", "", "bc");
    }

    @Test
    void hasNoRowsOfWhatASpecTells() {
        assertThat(Tensor.noRows(new TensorSpec("x", DataType.FP32, Shape.of(Shape.ANY, 3, Shape.ANY))))
                .hasToString("FP32 [0,3,0]");
        assertThat(Tensor.noRows(new TensorSpec("x", DataType.BYTES, Shape.of(5))))
                .hasToString("BYTES [0]");
    }

    @Property(tries = 200)
    void splitsIntoRowsThatTogetherAreTheWhole(
            @ForAll @IntRange(min = 1, max = 40) int rows, @ForAll @IntRange(max = 40) int cut) {
        Tensor tensor = Tensor.allocate(DataType.INT16, Shape.of(rows, 3));
        for (int i = 0; i < rows * 3; i++) {
            tensor.data().putShort(i * 2, (short) i);
        }
        int first = Math.min(cut, rows);

        ByteBuffer joined = ByteBuffer.allocate(tensor.byteSize())
                .put(tensor.rows(0, first).data())
                .put(tensor.rows(first, rows - first).data());

        assertThat(joined.flip()).isEqualTo(tensor.data());
    }
}
