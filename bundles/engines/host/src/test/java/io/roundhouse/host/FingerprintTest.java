package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Tensor TWO = Tensor.ofFloats(Shape.of(1, 2), 1, 2);

    @Test
    void isTheHashOfWhatIsWrittenHere() throws Exception {
        ByteBuffer written = ByteBuffer.allocate(256);
        for (String text : List.of("digest", "x", "FP32")) {
            written.putInt(text.length()).put(text.getBytes(StandardCharsets.UTF_8));
        }
        written.putInt(2).putLong(1).putLong(2).putInt(8);
        written.order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2);
        ByteBuffer hash = ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(written.array(), written.position())));

        assertThat(Fingerprint.of("digest", Tensors.of("x", TWO)))
                .isEqualTo(new Fingerprint(hash.getLong(), hash.getLong()));
    }

    @Test
    void doesNotAskForTheOrderOfNames() {
        Tensor other = Tensor.ofLongs(Shape.of(1), 9);
        Tensors one = Tensors.of(List.of("a", "b"), List.of(TWO, other));
        Tensors turned = Tensors.of(List.of("b", "a"), List.of(other, TWO));

        assertThat(Fingerprint.of("m", one)).isEqualTo(Fingerprint.of("m", turned));
        assertThat(Fingerprint.sketch("m", one)).isEqualTo(Fingerprint.sketch("m", turned));
    }

    @Test
    void tellsModelNameTypeShapeAndBytesApart() {
        ByteBuffer zeros = ByteBuffer.allocateDirect(8);
        List<Tensors> inputs = List.of(
                Tensors.of("x", TWO),
                Tensors.of("y", TWO),
                Tensors.of("x", Tensor.ofFloats(Shape.of(2, 1), 1, 2)),
                Tensors.of("x", Tensor.ofFloats(Shape.of(1, 2), 1, 3)),
                Tensors.of("x", Tensor.of(DataType.FP32, Shape.of(1, 2), zeros)),
                Tensors.of("x", Tensor.of(DataType.INT32, Shape.of(1, 2), zeros)),
                Tensors.of("x", Tensor.of(DataType.FP64, Shape.of(1), zeros)),
                Tensors.of("x", Tensor.ofTexts(Shape.of(1), List.of("ab"))),
                Tensors.of("x", Tensor.ofTexts(Shape.of(2), List.of("a", "b"))),
                Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(0, 4))),
                Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(4, 0))),
                Tensors.of(List.of("x", "y"), List.of(TWO, TWO)),
                Tensors.empty());

        Set<Fingerprint> fingerprints = new HashSet<>();
        inputs.forEach(input -> {
            fingerprints.add(Fingerprint.of("m", input));
            fingerprints.add(Fingerprint.of("n", input));
        });

        assertThat(fingerprints).hasSize(2 * inputs.size());
    }

    @Property(tries = 300)
    void changesWithEveryBit(@ForAll @Size(min = 1, max = 300) byte[] bytes, @ForAll @IntRange(max = 7) int bit) {
        int at = (bytes[0] & 0xFF) % bytes.length;
        Tensors before = Tensors.of("x", tensor(bytes));
        bytes[at] ^= (byte) (1 << bit);
        Tensors after = Tensors.of("x", tensor(bytes));
        bytes[at] ^= (byte) (1 << bit);
        Tensors again = Tensors.of("x", tensor(bytes));

        assertThat(Fingerprint.of("m", after)).isNotEqualTo(Fingerprint.of("m", before));
        assertThat(Fingerprint.of("m", again)).isEqualTo(Fingerprint.of("m", before));
        assertThat(Fingerprint.sketch("m", again)).isEqualTo(Fingerprint.sketch("m", before));
    }

    @Test
    void readsRowsAsTheyWouldBeAlone() {
        Tensors batch = Tensors.of("x", Tensor.ofFloats(Shape.of(3, 2), 7, 7, 1, 2, 8, 8));
        Tensors alone = Tensors.of("x", TWO);

        assertThat(Fingerprint.of("m", batch.rows(1, 1))).isEqualTo(Fingerprint.of("m", alone));
        assertThat(Fingerprint.sketch("m", batch.rows(1, 1))).isEqualTo(Fingerprint.sketch("m", alone));
    }

    @Test
    void isShortForAPerson() {
        Fingerprint fingerprint = new Fingerprint(0x00FF, -1);

        assertThat(fingerprint).hasToString("00000000000000ffffffffffffffffff");
        assertThat(fingerprint.id()).isEqualTo("000000000000");
    }

    private static Tensor tensor(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Tensor.of(DataType.UINT8, Shape.of(bytes.length), buffer);
    }
}
