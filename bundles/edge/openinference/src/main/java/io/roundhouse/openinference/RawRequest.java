package io.roundhouse.openinference;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;

/**
 * A request without JSON: the header length is 0 and the body is the one input's content. What it is must follow from
 * the model: one row where the model batches, and at most one further dimension that varies.
 */
final class RawRequest {
    private RawRequest() {}

    static Draft read(Body body, ModelSpec spec) {
        if (spec.inputs().size() != 1) {
            throw Refusal.request("a request without JSON needs a model with one input, this one has "
                    + spec.inputs().size());
        }
        TensorSpec input = spec.inputs().get(0);
        Draft draft = new Draft();
        draft.parameters = java.util.Map.of("binary_data_output", "true");
        int size = body.limit;
        int from = 0;
        Body content = body;
        if (input.type() == DataType.BYTES) {
            content = withLength(body);
            size = content.limit;
        }
        Shape shape = shape(input, spec.batches(), size);
        Draft.Input read = new Draft.Input();
        read.name = input.name();
        read.type = input.type();
        read.shape = shape;
        read.tensor = TensorReader.binary(content, from, size, input.name(), input.type(), shape);
        draft.inputs = java.util.List.of(read);
        return draft;
    }

    /** The body is one element. */
    private static Body withLength(Body body) {
        byte[] bytes = new byte[Integer.BYTES + body.limit];
        java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(body.limit)
                .put(body.bytes, 0, body.limit);
        return new Body(bytes, 0, 0, bytes.length);
    }

    private static Shape shape(TensorSpec input, boolean batches, int size) {
        long[] dims = input.shape().toArray();
        if (batches && dims.length > 0 && dims[0] == Shape.ANY) {
            dims[0] = 1;
        }
        int open = -1;
        long rest = Math.max(1, input.type().byteSize());
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] != Shape.ANY) {
                rest *= dims[i];
            } else if (open >= 0) {
                throw Refusal.request(
                        "a request without JSON needs at most one dimension that varies, " + input + " has more");
            } else {
                open = i;
            }
        }
        if (open >= 0) {
            dims[open] = input.type() == DataType.BYTES ? 1 : size / Math.max(1, rest);
            if (dims[open] < 1) {
                throw Refusal.request("the body has " + size + " bytes, one row of " + input + " needs more");
            }
        }
        return Shape.of(dims);
    }
}
