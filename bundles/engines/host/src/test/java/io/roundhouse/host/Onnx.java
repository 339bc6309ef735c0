package io.roundhouse.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small ONNX models, written field by field. */
final class Onnx {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;
    private static final long OPSET = 13;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Onnx() {}

    /** Adds a row's numbers to themselves: {@code y = x + x}, any number of rows of four. */
    static Path twice(Path folder) {
        return save(
                folder,
                new Onnx()
                        .part(1, node("Add", "y", "x", "x"))
                        .text(2, "g")
                        .part(11, value("x", -1, 4))
                        .part(12, value("y", -1, 4)));
    }

    /** The greatest of a row's numbers: much in, little out. */
    static Path greatest(Path folder, int width) {
        Onnx axes = new Onnx().text(1, "axes").number(8, 1).number(20, INTS);
        return save(
                folder,
                new Onnx()
                        .part(1, node("ReduceMax", "y", "x").part(5, axes))
                        .text(2, "g")
                        .part(11, value("x", -1, width))
                        .part(12, value("y", -1, 1)));
    }

    /**
     * Where the numbers that are not zero stand, divided by their length. When all are zero there is nothing to divide
     * by, and ONNX Runtime 1.29.0 divides all the same, whole numbers, which ends the process with SIGFPE.
     */
    static Path deadly(Path folder) {
        return save(
                folder,
                new Onnx()
                        .part(1, node("NonZero", "where", "x"))
                        .part(1, node("Cast", "floats", "where").part(5, attribute("to", FLOAT)))
                        .part(1, node("LpNormalization", "y", "floats").part(5, attribute("axis", 1)))
                        .text(2, "g")
                        .part(11, value("x", -1, 4))
                        .part(12, value("y", 2, -1)));
    }

    private static Path save(Path folder, Onnx graph) {
        Onnx model = new Onnx()
                .number(1, 8)
                .part(7, graph)
                .part(8, new Onnx().text(1, "").number(2, OPSET));
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), model.bytes.toByteArray());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Onnx node(String operator, String output, String... inputs) {
        Onnx node = new Onnx();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static Onnx attribute(String name, long value) {
        return new Onnx().text(1, name).number(3, value).number(20, INT);
    }

    private static Onnx value(String name, long... dims) {
        Onnx shape = new Onnx();
        for (int i = 0; i < dims.length; i++) {
            shape.part(1, dims[i] < 0 ? new Onnx().text(2, name + i) : new Onnx().number(1, dims[i]));
        }
        return new Onnx()
                .text(1, name)
                .part(2, new Onnx().part(1, new Onnx().number(1, FLOAT).part(2, shape)));
    }

    private Onnx number(int field, long value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private Onnx text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private Onnx part(int field, Onnx part) {
        return bytes(field, part.bytes.toByteArray());
    }

    private Onnx bytes(int field, byte[] content) {
        varint((field << 3) | 2);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 127) {
            bytes.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
