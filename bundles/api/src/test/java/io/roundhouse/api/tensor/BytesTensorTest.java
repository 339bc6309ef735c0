package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BytesTensorTest {
    @Test
    void liesAsOnTheWire() {
        Tensor tensor = Tensor.ofTexts(Shape.of(2), List.of("a", "\u20ac"));

        byte[] wire = new byte[tensor.byteSize()];
        tensor.data().get(wire);

        assertThat(wire).containsExactly(1, 0, 0, 0, 'a', 3, 0, 0, 0, 0xE2, 0x82, 0xAC);
        assertThat(tensor.texts()).containsExactly("a", "\u20ac");
    }

    @Test
    void viewsRowsOfElementsThatDifferInLength() {
        Tensor tensor = Tensor.ofTexts(Shape.of(3, 2), List.of("", "b", "ccc", "dd", "e", ""));

        assertThat(tensor.rows(1, 1).texts()).containsExactly("ccc", "dd");
        assertThat(tensor.rows(1, 2).texts()).containsExactly("ccc", "dd", "e", "");
        assertThat(tensor.rows(1, 2).rows(1, 1).texts()).containsExactly("e", "");
    }

    @Test
    void refusesALengthThatIsCutOff() {
        assertThatThrownBy(() -> bytes(1, 0, 0, 0, 'a', 1, 0))
                .hasMessage("BYTES element 1 has an incomplete length: 2 of 4 bytes");
    }

    @Test
    void refusesALengthBeyondTheEnd() {
        assertThatThrownBy(() -> bytes(5, 0, 0, 0, 'a'))
                .hasMessage("BYTES element 0 has length 5, but 1 bytes are left");
    }

    @Test
    void refusesALengthThatIsNegativeAsAnInt() {
        assertThatThrownBy(() -> bytes(0xFF, 0xFF, 0xFF, 0xFF, 'a'))
                .hasMessage("BYTES element 0 has length 4294967295, but 1 bytes are left");
    }

    @Test
    void refusesFewerOrMoreElementsThanItsShape() {
        assertThatThrownBy(() -> bytes(1, 0, 0, 0, 'a')).hasMessage("BYTES of shape [2] needs 2 elements, got 1");
        assertThatThrownBy(() -> bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
                .hasMessage("BYTES of shape [2] needs 2 elements, got 3");
    }

    @Test
    void refusesAShapeWithoutADefiniteSize() {
        for (Shape shape : List.of(Shape.of(Shape.ANY), Shape.of(Long.MAX_VALUE, 3))) {
            assertThatThrownBy(() -> Tensor.ofTexts(shape, List.of("a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("BYTES of shape " + shape + " has no definite number of elements");
        }
    }

    @Test
    void hasElementsOnlyWhereTheTypeIsBytes() {
        assertThatThrownBy(() -> Tensor.ofLongs(Shape.of(1), 1).bytesElements())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a INT64 tensor has no BYTES elements");
    }

    @Property(tries = 200)
    void givesBackWhatItWasMadeOf(@ForAll @Size(max = 20) List<byte[]> elements) {
        Tensor tensor = Tensor.ofBytes(Shape.of(elements.size()), elements);

        assertThat(tensor.bytesElements()).hasSameSizeAs(elements).containsExactlyElementsOf(elements);
    }

    @Property(tries = 500)
    void neverReadsOutsideWhateverItIsGiven(@ForAll @Size(max = 40) byte[] content) {
        ByteBuffer data = ByteBuffer.allocateDirect(content.length).put(content).flip();
        for (int elements = 0; elements < 4; elements++) {
            try {
                Tensor tensor = Tensor.of(DataType.BYTES, Shape.of(elements), data);
                assertThat(tensor.bytesElements()).hasSize(elements);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("BYTES ");
            }
        }
    }

    private static Tensor bytes(int... content) {
        ByteBuffer data = ByteBuffer.allocateDirect(content.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : content) {
            data.put((byte) value);
        }
        return Tensor.of(DataType.BYTES, Shape.of(2), data.flip());
    }
}
