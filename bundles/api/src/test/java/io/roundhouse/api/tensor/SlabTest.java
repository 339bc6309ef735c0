package io.roundhouse.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlabTest {
    private static final int[] SIZES = {0, 1, 63, 64, 65, 4095, 8 * 1024, 8 * 1024 + 1, 100_000};

    @Test
    void cutsBuffersOfTheSizeAskedFor() {
        for (int size : SIZES) {
            ByteBuffer buffer = Slab.allocate(size);

            assertThat(buffer.capacity()).isEqualTo(size);
            assertThat(buffer.position()).isZero();
            assertThat(buffer.isDirect()).isTrue();
            assertThat(buffer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void beginsSmallBuffersAtACacheLine() {
        for (int i = 0; i < 500; i++) {
            ByteBuffer buffer = Slab.allocate(1 + i % 200);

            assertThat(buffer.alignmentOffset(0, 64)).isZero();
        }
    }

    @Test
    void neverGivesTheSameMemoryTwice() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ByteBuffer buffer = Slab.allocate(1 + i % 300);
            assertThat(buffer).isEqualTo(ByteBuffer.allocate(buffer.capacity())); // all zero, so nobody wrote it
            while (buffer.hasRemaining()) {
                buffer.put((byte) (1 + i % 100));
            }
            buffers.add(buffer.flip());
        }
        for (int i = 0; i < buffers.size(); i++) {
            ByteBuffer buffer = buffers.get(i);
            while (buffer.hasRemaining()) {
                assertThat(buffer.get()).isEqualTo((byte) (1 + i % 100));
            }
        }
    }
}
