package io.roundhouse.onnxruntime;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes small ONNX files, by the field numbers of {@code onnx.proto}. */
final class OnnxFile {
    static final int FLOAT = 1;
    static final int STRING = 8;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private final Proto graph = new Proto().text(2, "test");

    /** A dimension is a number, or a name for any size; {@code ?} is any size without a name. */
    OnnxFile input(String name, int type, Object... dims) {
        graph.message(11, value(name, tensorType(type, dims)));
        return this;
    }

    OnnxFile output(String name, int type, Object... dims) {
        graph.message(12, value(name, tensorType(type, dims)));
        return this;
    }

    OnnxFile sequenceOutput(String name, int type) {
        Proto element = tensorType(type, "?");
        graph.message(12, value(name, new Proto().message(4, new Proto().message(1, element))));
        return this;
    }

    OnnxFile node(String operator, List<String> inputs, List<String> outputs, Proto... attributes) {
        graph.message(1, nodeOf(operator, inputs, outputs, attributes));
        return this;
    }

    OnnxFile floats(String name, long[] dims, float... values) {
        graph.message(5, floatTensor(name, dims, values));
        return this;
    }

    OnnxFile longs(String name, long[] dims, long... values) {
        graph.message(5, longTensor(name, dims, values));
        return this;
    }

    byte[] toByteArray() {
        return new Proto()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 15))
                .toByteArray();
    }

    /** The file as version 1 of a model, in that folder. */
    ModelArtifact in(Path directory) {
        return artifact(directory, toByteArray());
    }

    static ModelArtifact artifact(Path directory, byte[] content) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("model.onnx"), content);
            return new ModelArtifact(new ModelId("test", "1"), directory, "digest");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Proto nodeOf(String operator, List<String> inputs, List<String> outputs, Proto... attributes) {
        Proto node = new Proto();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        node.text(4, operator);
        for (Proto attribute : attributes) {
            node.message(5, attribute);
        }
        return node;
    }

    static Proto integerAttribute(String name, long value) {
        return new Proto().text(1, name).number(20, 2).number(3, value);
    }

    static Proto graphAttribute(String name, Proto value) {
        return new Proto().text(1, name).number(20, 5).message(6, value);
    }

    static Proto value(String name, Proto type) {
        return new Proto().text(1, name).message(2, type);
    }

    static Proto tensorType(int type, Object... dims) {
        Proto shape = new Proto();
        for (Object dim : dims) {
            Proto written = new Proto();
            if (dim instanceof Number number) {
                written.number(1, number.longValue());
            } else if (!dim.equals("?")) {
                written.text(2, dim.toString());
            }
            shape.message(1, written);
        }
        return new Proto().message(1, new Proto().number(1, type).message(2, shape));
    }

    static Proto floatTensor(String name, long[] dims, float... values) {
        byte[] raw = new byte[4 * values.length];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return tensor(name, FLOAT, dims, raw);
    }

    static Proto longTensor(String name, long[] dims, long... values) {
        byte[] raw = new byte[8 * values.length];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return tensor(name, INT64, dims, raw);
    }

    private static Proto tensor(String name, int type, long[] dims, byte[] raw) {
        Proto tensor = new Proto();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    /** Passes one input on unchanged. */
    static OnnxFile identity(int type, Object... dims) {
        return new OnnxFile()
                .input("x", type, dims)
                .node("Identity", List.of("x"), List.of("y"))
                .output("y", type, dims);
    }

    /** 64 → 256 → 8, with weights that are always the same. */
    static OnnxFile mlp() {
        Random random = new Random(7);
        return new OnnxFile()
                .input("x", FLOAT, "batch", 64)
                .floats("w1", new long[] {64, 256}, random(random, 64 * 256))
                .floats("w2", new long[] {256, 8}, random(random, 256 * 8))
                .node("MatMul", List.of("x", "w1"), List.of("h"))
                .node("Relu", List.of("h"), List.of("r"))
                .node("MatMul", List.of("r", "w2"), List.of("y"))
                .output("y", FLOAT, "batch", 8);
    }

    /** Layers of that width, each as large as the one before. */
    static OnnxFile dense(int width, int layers) {
        return layers("MatMul", layers, new Object[] {"batch", width}, width, width);
    }

    /** Layers of 3×3 with that many channels, on pictures of any size. */
    static OnnxFile convolutions(int channels, int layers) {
        return layers("Conv", layers, new Object[] {"batch", channels, "h", "w"}, channels, channels, 3, 3);
    }

    private static OnnxFile layers(String operator, int layers, Object[] type, long... weights) {
        Random random = new Random(7);
        int count = Math.toIntExact(Arrays.stream(weights).reduce(1, (a, b) -> a * b));
        float scale = (float) Math.sqrt(24.0 * weights[0] / count); // keeps numbers as large as they are
        OnnxFile file = new OnnxFile().input("x", FLOAT, type);
        String last = "x";
        for (int i = 0; i < layers; i++) {
            float[] values = random(random, count);
            for (int j = 0; j < count; j++) {
                values[j] *= scale;
            }
            String next = i == layers - 1 ? "y" : "r" + i;
            file.floats("w" + i, weights, values)
                    .node(operator, List.of(last, "w" + i), List.of("h" + i))
                    .node("Relu", List.of("h" + i), List.of(next));
            last = next;
        }
        return file.output("y", FLOAT, operator.equals("Conv") ? new Object[] {"batch", type[1], "?", "?"} : type);
    }

    /** Counts up to {@code n}, a step of a loop each: runs as long as it is told to. */
    static OnnxFile loop() {
        Proto body = new Proto()
                .text(2, "body")
                .message(1, nodeOf("Identity", List.of("go"), List.of("go_on")))
                .message(1, nodeOf("Add", List.of("sum", "one"), List.of("next")))
                .message(5, longTensor("one", new long[] {1}, 1))
                .message(11, value("step", tensorType(INT64)))
                .message(11, value("go", tensorType(BOOL)))
                .message(11, value("sum", tensorType(INT64, 1)))
                .message(12, value("go_on", tensorType(BOOL)))
                .message(12, value("next", tensorType(INT64, 1)));
        return new OnnxFile()
                .input("n", INT64)
                .longs("zero", new long[] {1}, 0)
                .node("Loop", List.of("n", "", "zero"), List.of("total"), graphAttribute("body", body))
                .output("total", INT64, 1);
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
