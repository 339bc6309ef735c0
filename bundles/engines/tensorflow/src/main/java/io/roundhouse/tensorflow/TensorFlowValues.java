package io.roundhouse.tensorflow;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.RawTensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;

/**
 * Our tensors as TensorFlow's and back: one copy each way. TensorFlow computes in memory that is aligned as it wants, and
 * strings are objects of its own.
 */
final class TensorFlowValues {
    private TensorFlowValues() {}

    /** A copy in TensorFlow's memory; the caller closes it. */
    static org.tensorflow.Tensor of(Tensor tensor) {
        org.tensorflow.ndarray.Shape shape =
                org.tensorflow.ndarray.Shape.of(tensor.shape().toArray());
        if (tensor.type() == DataType.BYTES) {
            byte[][] elements = tensor.bytesElements().toArray(byte[][]::new);
            return TString.tensorOfBytes(shape, DataBuffers.ofObjects(elements));
        }
        return org.tensorflow.Tensor.of(TensorFlowTypes.binding(tensor.type()), shape, DataBuffers.of(tensor.data()));
    }

    /** A copy in memory of ours. */
    static Tensor copy(org.tensorflow.Tensor value, DataType type) {
        Shape shape = Shape.of(value.shape().asArray());
        if (type == DataType.BYTES) {
            List<byte[]> elements = new ArrayList<>();
            ((TString) value).asBytes().scalars().forEach(scalar -> elements.add(scalar.getObject()));
            return Tensor.ofBytes(shape, elements);
        }
        Tensor copy = Tensor.allocate(type, shape);
        if (copy.byteSize() > 0) {
            RawTensor raw = value.asRawTensor();
            raw.data().copyTo(DataBuffers.of(copy.data()), copy.byteSize());
        }
        return copy;
    }
}
