package io.roundhouse.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Property
    void soManyStepsUpwardsAreSoManyUlps(@ForAll float from, @ForAll @IntRange(max = 50) int steps) {
        float to = from;
        for (int i = 0; i < steps; i++) {
            to = Math.nextUp(to);
        }

        assertThat(ulps(from, to)).isEqualTo(Float.isInfinite(from) ? 0 : distance(from, to, steps));
        assertThat(ulps(to, from)).isEqualTo(ulps(from, to));
    }

    /** Fewer where infinity was reached; one fewer over 0, which has two representations in {@code nextUp}. */
    private static long distance(float from, float to, int steps) {
        if (Float.isInfinite(to)) {
            return (long) Float.floatToIntBits(to) - Float.floatToIntBits(from);
        }
        return steps;
    }

    @Property
    void doublesToo(@ForAll double from, @ForAll @IntRange(max = 50) int steps) {
        double to = from;
        for (int i = 0; i < steps && to < Double.MAX_VALUE; i++) {
            to = Math.nextUp(to);
        }

        assertThat(ulps(from, to)).isLessThanOrEqualTo(steps);
        assertThat(ulps(from, to) == 0).isEqualTo(from == to);
    }

    @Property
    void aDistanceOverOneMoreIsTheSum(@ForAll float one, @ForAll float middle, @ForAll float other) {
        float low = Math.min(one, Math.min(middle, other));
        float high = Math.max(one, Math.max(middle, other));
        float between = Math.max(Math.min(one, middle), Math.min(Math.max(one, middle), other));

        assertThat(ulps(low, between) + ulps(between, high)).isEqualTo(ulps(low, high));
    }

    @Test
    void zeroIsZeroWhateverItsSign() {
        assertThat(ulps(-0.0f, 0.0f)).isZero();
        assertThat(ulps(-0.0, 0.0)).isZero();
        assertThat(ulps(-Float.MIN_VALUE, Float.MIN_VALUE)).isEqualTo(2);
        assertThat(ulps(-Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sixteenBitsHaveUlpsOfTheirOwn() {
        ByteBuffer one = buffer().putShort(0, (short) 0x3C00); // 1 in binary16
        ByteBuffer other = buffer().putShort(0, (short) 0x3C03);
        ByteBuffer minus = buffer().putShort(0, (short) 0x8001);

        assertThat(Numbers.ulps(DataType.FP16, one, other, 0)).isEqualTo(3);
        assertThat(Numbers.ulps(DataType.BF16, minus, buffer(), 0)).isEqualTo(1);
    }

    @Test
    void integersKeepTheirSignOrHaveNone() {
        ByteBuffer bytes = buffer().putLong(0, -1);

        assertThat(Numbers.integer(DataType.UINT8, bytes, 0)).isEqualTo(255);
        assertThat(Numbers.integer(DataType.INT8, bytes, 0)).isEqualTo(-1);
        assertThat(Numbers.integer(DataType.UINT16, bytes, 0)).isEqualTo(65_535);
        assertThat(Numbers.integer(DataType.UINT32, bytes, 0)).isEqualTo(0xFFFF_FFFFL);
        assertThat(Numbers.integer(DataType.INT32, bytes, 0)).isEqualTo(-1);
        assertThat(Numbers.asDouble(DataType.UINT64, -1)).isEqualTo(0x1.0p64);
        assertThat(Numbers.asDouble(DataType.INT64, -1)).isEqualTo(-1);
    }

    private static long ulps(float one, float other) {
        return Numbers.ulps(DataType.FP32, buffer().putFloat(0, one), buffer().putFloat(0, other), 0);
    }

    private static long ulps(double one, double other) {
        return Numbers.ulps(DataType.FP64, buffer().putDouble(0, one), buffer().putDouble(0, other), 0);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    }
}
