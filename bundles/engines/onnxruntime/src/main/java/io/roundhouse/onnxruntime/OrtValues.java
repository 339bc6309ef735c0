package io.roundhouse.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Our tensors as ORT's and back. Fixed-size elements stay where they are; strings are copied, as ORT owns its own. */
final class OrtValues {
    private static final MethodHandle MEMORY = memory();

    private OrtValues() {}

    /** ORT's view of this tensor's memory; valid while the tensor is; the caller closes it. */
    static OnnxTensor view(OrtEnvironment environment, Tensor tensor, OnnxJavaType type) throws OrtException {
        return OnnxTensor.createTensor(
                environment, tensor.data(), tensor.shape().toArray(), type);
    }

    /** The strings of an input; the caller closes it. */
    static OnnxTensor strings(OrtEnvironment environment, String name, Tensor tensor) throws OrtException {
        List<byte[]> elements = tensor.bytesElements();
        String[] texts = new String[elements.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Utf8.decode(name, i, elements.get(i));
        }
        return OnnxTensor.createTensor(environment, texts, tensor.shape().toArray());
    }

    /** What ORT allocated for an output, copied once into memory of ours. */
    static Tensor copy(OnnxTensor value, DataType type) throws OrtException {
        Shape shape = Shape.of(value.getInfo().getShape());
        if (type == DataType.BYTES) {
            return Tensor.ofBytes(shape, shape.elements() == 0 ? List.of() : texts(value.getValue()));
        }
        Tensor copy = Tensor.allocate(type, shape);
        if (copy.byteSize() > 0) {
            copy.data().put(content(value));
        }
        return copy;
    }

    private static List<byte[]> texts(Object value) {
        String[] texts = value instanceof String single ? new String[] {single} : OrtUtil.flattenString(value);
        List<byte[]> elements = new ArrayList<>(texts.length);
        for (String text : texts) {
            elements.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return elements;
    }

    /** ORT's own memory; the public getters of the binding copy it to the heap first. */
    private static ByteBuffer content(OnnxTensor value) {
        try {
            return (ByteBuffer) MEMORY.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, "an output could not be read: " + e.getMessage());
        }
    }

    private static MethodHandle memory() {
        MethodType type = MethodType.methodType(ByteBuffer.class);
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(OnnxTensor.class, MethodHandles.lookup());
            try {
                return lookup.findVirtual(OnnxTensor.class, "getBuffer", type);
            } catch (NoSuchMethodException e) {
                return lookup.findVirtual(OnnxTensor.class, "getByteBuffer", type);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("OnnxTensor gives no access to its memory", e);
        }
    }
}
