package io.roundhouse.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes an ONNX file of fully connected layers with ReLU between, input {@code x [rows, first]}, output {@code y
 * [rows, last]}, seeded weights. ONNX is protobuf: the few fields that a graph needs are written here by number.
 */
final class Perceptron {
    private static final int FLOAT = 1;
    private static final int OPSET = 15;
    private static final int IR = 8;

    private final int[] widths;
    private final Random random = new Random(7);

    Perceptron(int... widths) {
        this.widths = widths.clone();
    }

    byte[] onnx() {
        Message graph = new Message();
        int last = widths.length - 1;
        for (int i = 0; i < last; i++) {
            graph.add(1, layer(i, i == last - 1));
            if (i < last - 1) {
                graph.add(1, node("Relu", "h" + i, "a" + i));
            }
        }
        graph.add(2, text("perceptron"));
        for (int i = 0; i < last; i++) {
            graph.add(5, tensor("w" + i, widths[i], widths[i + 1]));
            graph.add(5, tensor("b" + i, widths[i + 1]));
        }
        graph.add(11, value("x", widths[0])).add(12, value("y", widths[last]));
        Message opset = new Message().add(1, text("")).add(2, OPSET);
        return new Message()
                .add(1, IR)
                .add(7, graph.bytes())
                .add(8, opset.bytes())
                .bytes();
    }

    private static byte[] layer(int index, boolean last) {
        String input = index == 0 ? "x" : "a" + (index - 1);
        return new Message()
                .add(1, text(input))
                .add(1, text("w" + index))
                .add(1, text("b" + index))
                .add(2, text(last ? "y" : "h" + index))
                .add(4, text("Gemm"))
                .bytes();
    }

    private static byte[] node(String operator, String input, String output) {
        return new Message()
                .add(1, text(input))
                .add(2, text(output))
                .add(4, text(operator))
                .bytes();
    }

    private byte[] tensor(String name, int... dimensions) {
        Message tensor = new Message();
        int size = 1;
        for (int dimension : dimensions) {
            tensor.add(1, dimension);
            size = Math.multiplyExact(size, dimension);
        }
        double scale = Math.sqrt(2.0 / dimensions[0]);
        ByteBuffer raw = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (raw.hasRemaining()) {
            raw.putFloat((float) (random.nextGaussian() * scale));
        }
        return tensor.add(2, FLOAT).add(8, text(name)).add(9, raw.array()).bytes();
    }

    private static byte[] value(String name, int columns) {
        Message rows = new Message().add(2, text("rows"));
        Message shape = new Message()
                .add(1, rows.bytes())
                .add(1, new Message().add(1, columns).bytes());
        Message type = new Message().add(1, FLOAT).add(2, shape.bytes());
        return new Message()
                .add(1, text(name))
                .add(2, new Message().add(1, type.bytes()).bytes())
                .bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A protobuf message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message add(int field, int number) {
            varint(field << 3);
            varint(number);
            return this;
        }

        Message add(int field, byte[] content) {
            varint((field << 3) | 2);
            varint(content.length);
            out.writeBytes(content);
            return this;
        }

        private void varint(int number) {
            int left = number;
            while (left > 0x7F) {
                out.write((left & 0x7F) | 0x80);
                left >>>= 7;
            }
            out.write(left);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
