package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The elements of one tensor, from JSON or from bytes as they are. Sizes are checked before anything is allocated. */
final class TensorReader {
    /** What {@code null} stands for where texts are expected; among floats it is NaN. */
    private static final byte[] MISSING = new byte[0];

    private TensorReader() {}

    /** Reads numbers from the body, which stands behind the opening bracket; it then stands before the closing one. */
    static Tensor numbers(Body body, String name, DataType type, Shape shape) {
        if (type == DataType.FP16 || type == DataType.BF16) {
            throw Refusal.request(
                    "input " + Refusal.quote(name) + ": " + type + " is not offered in JSON; send it as binary data");
        }
        long elements = elements(name, type, shape);
        if (elements > body.end - body.position) { // an element takes a digit and a comma
            throw new Nesting(name, shape).tooFew();
        }
        Tensor tensor = Tensor.allocate(type, shape);
        NumberArray.read(body, name, type, shape, tensor.data());
        return tensor;
    }

    /** Reads texts with the parser, which stands on the opening bracket; it then stands on the closing one. */
    static Tensor texts(JsonParser parser, String name, Shape shape) throws IOException {
        long elements = elements(name, DataType.BYTES, shape);
        List<byte[]> texts = new ArrayList<>();
        Nesting nesting = new Nesting(name, shape);
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_ARRAY -> nesting.open();
                case VALUE_STRING, VALUE_NULL -> {
                    nesting.value();
                    if (texts.size() == elements) {
                        throw nesting.tooMany();
                    }
                    texts.add(token == JsonToken.VALUE_NULL ? MISSING : utf8(parser));
                }
                case END_ARRAY -> {
                    if (nesting.close()) {
                        if (texts.size() < elements) {
                            throw nesting.tooFew();
                        }
                        return Tensor.ofBytes(shape, texts);
                    }
                }
                default ->
                    throw Refusal.input(
                            "input " + Refusal.quote(name) + " has an element that is no string, which BYTES is");
            }
            nesting.separated();
        }
        throw new Nesting(name, shape).tooFew();
    }

    private static byte[] utf8(JsonParser parser) throws IOException {
        return parser.getText().getBytes(StandardCharsets.UTF_8);
    }

    /** Takes bytes as they are. */
    static Tensor binary(Body body, int from, int size, String name, DataType type, Shape shape) {
        long elements = elements(name, type, shape);
        if (type.isFixedSize() && size != elements * type.byteSize()) {
            throw Refusal.request("input " + Refusal.quote(name) + " of shape " + shape + " and type " + type
                    + " needs " + elements * type.byteSize() + " bytes, 'binary_data_size' says " + size);
        }
        ByteBuffer source = ByteBuffer.wrap(body.bytes, from, size);
        if (type == DataType.BYTES) {
            ByteBuffer data = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
            data.put(source).flip();
            try {
                return Tensor.of(type, shape, data);
            } catch (IllegalArgumentException e) {
                throw Refusal.input("input " + Refusal.quote(name) + ": " + e.getMessage());
            }
        }
        if (type == DataType.BOOL) {
            requireBooleans(body, from, size, name);
        }
        Tensor tensor = Tensor.allocate(type, shape);
        tensor.data().put(source);
        return tensor;
    }

    private static void requireBooleans(Body body, int from, int size, String name) {
        for (int i = from; i < from + size; i++) {
            if ((body.bytes[i] & ~1) != 0) {
                throw Refusal.input("input " + Refusal.quote(name) + " has a BOOL element " + (body.bytes[i] & 0xff)
                        + ", it must be 0 or 1");
            }
        }
    }

    private static long elements(String name, DataType type, Shape shape) {
        long elements;
        try {
            elements = shape.elements();
            if (type.isFixedSize()) {
                Tensor.byteSize(type, shape);
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw Refusal.request("input " + Refusal.quote(name) + " of shape " + shape + " and type " + type
                    + " is larger than 2 GiB");
        }
        if (elements > Integer.MAX_VALUE) {
            throw Refusal.request("input " + Refusal.quote(name) + " of shape " + shape + " has too many elements");
        }
        return elements;
    }
}
