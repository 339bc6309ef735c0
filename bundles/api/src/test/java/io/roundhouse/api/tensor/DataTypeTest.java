package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataTypeTest {
    @Test
    void holdsTheTypesOfTheProtocol() {
        List<String> names = Arrays.stream(DataType.values()).map(Enum::name).toList();

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16",
                        "BF16", "FP32", "FP64", "BYTES");
    }

    @Test
    void hasASizeThatItsNameSays() {
        for (DataType type : DataType.values()) {
            String bits = type.name().replaceAll("[^0-9]", "");
            if (!bits.isEmpty()) {
                assertThat(type.byteSize()).as(type.name()).isEqualTo(Integer.parseInt(bits) / 8);
            }
        }
        assertThat(DataType.BOOL.byteSize()).isEqualTo(1);
        assertThat(DataType.BYTES.isFixedSize()).isFalse();
    }

    @Test
    void isFoundByItsExactName() {
        assertThat(DataType.find("BF16")).contains(DataType.BF16);
        assertThat(DataType.find("bf16")).isEmpty();
        assertThat(DataType.find("FP8")).isEmpty();
    }

    @Test
    void readsHalvesAsTheStandardSays() {
        assertThat(half(0x3C00)).isEqualTo(1);
        assertThat(half(0xC000)).isEqualTo(-2);
        assertThat(half(0x7BFF)).isEqualTo(65504);
        assertThat(half(0x0001)).isEqualTo(0x1.0p-24);
        assertThat(half(0x0400)).isEqualTo(0x1.0p-14);
        assertThat(half(0xFC00)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(half(0x7E00)).isNaN();
    }

    private static double half(int bits) {
        return DataType.FP16.number(bytes().putShort(2, (short) bits), 1);
    }

    @Test
    void readsIntegersWithTheirSignOrWithout() {
        ByteBuffer ones = bytes().putLong(0, -1);

        assertThat(DataType.UINT8.number(ones, 7)).isEqualTo(255);
        assertThat(DataType.INT8.number(ones, 7)).isEqualTo(-1);
        assertThat(DataType.UINT16.number(ones, 3)).isEqualTo(65_535);
        assertThat(DataType.INT16.number(ones, 3)).isEqualTo(-1);
        assertThat(DataType.UINT32.number(ones, 1)).isEqualTo(4_294_967_295.0);
        assertThat(DataType.INT32.number(ones, 1)).isEqualTo(-1);
        assertThat(DataType.UINT64.number(ones, 0)).isEqualTo(0x1.0p64);
        assertThat(DataType.INT64.number(ones, 0)).isEqualTo(-1);
    }

    @Test
    void readsFloatingNumbersAndNoTexts() {
        assertThat(DataType.BF16.number(bytes().putShort(2, (short) 0xBF80), 1)).isEqualTo(-1);
        assertThat(DataType.FP32.number(bytes().putFloat(4, 0.5f), 1)).isEqualTo(0.5);
        assertThat(DataType.FP64.number(bytes().putDouble(0, -0.1), 0)).isEqualTo(-0.1);
        assertThat(DataType.BYTES.number(bytes(), 0)).isNaN();
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    }
}
