package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;

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
}
