package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadAheadTest {
    @Test
    @Timeout(10)
    void whoWaitsForRowsHearsOfAnErrorOfTheReader() throws IOException {
        RowsReader broken = new RowsReader() {
            @Override
            public Tensors next() {
                throw new NoClassDefFoundError("org/example/Missing");
            }

            @Override
            public double share() {
                return 0;
            }

            @Override
            public void close() {}
        };

        try (RowsReader reader = ReadAhead.of(broken)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org/example/Missing");
        }
    }
}
