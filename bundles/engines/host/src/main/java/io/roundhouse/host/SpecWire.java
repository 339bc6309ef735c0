package io.roundhouse.host;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Shapes and specifications in a frame. */
final class SpecWire {
    /** The most tensors on one side of a model. */
    static final int TENSORS_MAX = 1024;

    private static final int LEAST_BYTES = Integer.BYTES + 2; // the length of a name, a type, a rank
    private static final int PLATFORM_MAX = 256;
    private static final DataType[] TYPES = DataType.values();

    private SpecWire() {}

    static void write(Out out, ModelSpec spec) {
        out.text(spec.platform()).u8(spec.batches() ? 1 : 0);
        write(out, spec.inputs());
        write(out, spec.outputs());
    }

    static ModelSpec read(In in) throws WireException {
        String platform = in.text(PLATFORM_MAX);
        boolean batches = in.u8() == 1;
        return new ModelSpec(platform, readSpecs(in), readSpecs(in), batches);
    }

    private static void write(Out out, List<TensorSpec> specs) {
        out.u32(specs.size());
        specs.forEach(spec -> writeShape(out.text(spec.name()).constant(spec.type()), spec.shape()));
    }

    private static List<TensorSpec> readSpecs(In in) throws WireException {
        int count = in.count(TENSORS_MAX, LEAST_BYTES);
        List<TensorSpec> specs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = readName(in);
            specs.add(new TensorSpec(name, in.constant(TYPES), readShape(in, Shape.ANY)));
        }
        return specs;
    }

    static String readName(In in) throws WireException {
        String name = in.text(4 * TensorSpec.NAME_LENGTH_MAX);
        if (name.isEmpty() || name.length() > TensorSpec.NAME_LENGTH_MAX) {
            throw new WireException("a tensor's name has " + name.length() + " characters");
        }
        return name;
    }

    static void writeShape(Out out, Shape shape) {
        out.u8(shape.rank());
        for (int i = 0; i < shape.rank(); i++) {
            out.u64(shape.dim(i));
        }
    }

    /** @param least the smallest a dimension may be */
    static Shape readShape(In in, long least) throws WireException {
        int rank = in.u8();
        if (rank > Shape.RANK_MAX) {
            throw new WireException("a shape of " + rank + " dimensions");
        }
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = in.i64();
            if (dims[i] < least) {
                throw new WireException("a dimension of " + dims[i]);
            }
        }
        return Shape.of(dims);
    }
}
