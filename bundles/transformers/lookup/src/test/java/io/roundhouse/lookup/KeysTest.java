package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static Tensor numbers(double... values) {
        Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(values.length));
        tensor.data().asDoubleBuffer().put(values);
        return tensor;
    }

    private static String[] read(double... values) {
        return new Keys("id", KeyType.NUMBER).read(numbers(values));
    }

    private static String[] read(byte[]... values) {
        return new Keys("id", KeyType.TEXT).read(Tensor.ofBytes(Shape.of(values.length), List.of(values)));
    }

    @Property
    void aWholeNumberIsItsDigits(@ForAll int number) {
        assertThat(read((double) number)).containsExactly(Integer.toString(number));
    }

    @Property
    void aTextIsItself(@ForAll String text) {
        byte[] utf8 = Utf8.encode(text);
        String readable = new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
        if (utf8.length <= Keys.BYTES_MAX && readable.indexOf('\0') < 0) {
            assertThat(read(utf8)).containsExactly(readable);
        } else {
            assertThatThrownBy(() -> read(utf8)).hasMessageContaining("row 0 has");
        }
    }

    @Test
    void aMissingKeyIsEmpty() {
        assertThat(read(Double.NaN, -0.0)).containsExactly("", "0");
        assertThat(read(new byte[0])).containsExactly("");
    }

    @Test
    void refusesWhatIsNoKeyAndSaysWhichRow() {
        assertThatThrownBy(() -> read(1, 1.5)).hasMessageContaining("'id': row 1 is 1.5, a key is a whole number");
        assertThatThrownBy(() -> read(1e300)).hasMessageContaining("row 0");
        assertThatThrownBy(() -> read(Double.POSITIVE_INFINITY)).hasMessageContaining("row 0");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xFF})).hasMessageContaining("is not valid UTF-8");
        assertThatThrownBy(() -> read(new byte[] {0})).hasMessageContaining("NUL");
        assertThatThrownBy(() -> read(new byte[513])).hasMessageContaining("has 513 bytes");
    }
}
