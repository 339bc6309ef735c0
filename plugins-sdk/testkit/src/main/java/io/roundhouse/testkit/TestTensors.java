package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Tensors made, compared and checked against what was promised. */
public final class TestTensors {
    private TestTensors() {}

    /** FP32 numbers between -1 and 1, the same for the same seed. */
    public static Tensor floats(long seed, long... dims) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.allocate(DataType.FP32, Shape.of(dims));
        ByteBuffer data = tensor.data();
        while (data.hasRemaining()) {
            data.putFloat(random.nextFloat() * 2 - 1);
        }
        return tensor;
    }

    /** All FP32 elements. */
    public static float[] floats(Tensor tensor) {
        assertThat(tensor.type()).isEqualTo(DataType.FP32);
        float[] values = new float[tensor.byteSize() / Float.BYTES];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }

    /** A number that changes when any byte does. */
    public static long checksum(Tensors tensors) {
        CRC32 crc = new CRC32();
        tensors.values().forEach(tensor -> crc.update(tensor.data()));
        return crc.getValue();
    }

    /** The same names, types, shapes and contents in memory of their own. */
    public static Tensors copy(Tensors tensors) {
        List<Tensor> copies = new ArrayList<>();
        for (Tensor tensor : tensors.values()) {
            ByteBuffer memory = ByteBuffer.allocateDirect(tensor.byteSize());
            copies.add(Tensor.of(
                    tensor.type(), tensor.shape(), memory.put(tensor.data()).flip()));
        }
        return Tensors.of(tensors.names(), copies);
    }

    /** Turns every bit, so that whoever reads on reads something else. */
    static void invert(Tensors tensors) {
        for (Tensor tensor : tensors.values()) {
            ByteBuffer data = tensor.data();
            for (int i = 0; i < data.limit(); i++) {
                data.put(i, (byte) ~data.get(i));
            }
        }
    }

    /** The same tensors with their names in reverse order. */
    public static Tensors reversed(Tensors tensors) {
        Tensors reversed = Tensors.empty();
        for (int i = tensors.size() - 1; i >= 0; i--) {
            reversed = reversed.with(tensors.names().get(i), tensors.values().get(i));
        }
        return reversed;
    }

    /** Fails unless these are the same names, types, shapes and contents; FP32 and FP64 may differ by the tolerance. */
    public static void assertSame(Tensors actual, Tensors expected, double tolerance) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertSame(name, actual.get(name), expected.get(name), tolerance);
        }
    }

    private static void assertSame(String name, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.toString()).as("type and shape of %s", name).isEqualTo(expected.toString());
        ByteBuffer left = actual.data();
        ByteBuffer right = expected.data();
        while (right.hasRemaining()) {
            switch (expected.type()) {
                case FP32 -> assertNear(name, left.getFloat(), right.getFloat(), tolerance);
                case FP64 -> assertNear(name, left.getDouble(), right.getDouble(), tolerance);
                default -> assertThat(left.get()).as("bytes of %s", name).isEqualTo(right.get());
            }
        }
    }

    private static void assertNear(String name, double actual, double expected, double tolerance) {
        if (Double.compare(actual, expected) != 0) {
            assertThat(actual).as("elements of %s", name).isCloseTo(expected, within(tolerance));
        }
    }

    /** Fails unless each of these is there with its type and a shape that fits; more may be there. */
    public static void assertHolds(Tensors tensors, List<TensorSpec> specs) {
        for (TensorSpec spec : specs) {
            assertThat(tensors.names()).as("names of %s", tensors).contains(spec.name());
            Tensor tensor = tensors.get(spec.name());
            assertThat(tensor.type()).as("type of %s", spec).isEqualTo(spec.type());
            assertThat(spec.shape().accepts(tensor.shape()))
                    .as("%s fits %s", tensor, spec)
                    .isTrue();
        }
    }
}
