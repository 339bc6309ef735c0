package io.roundhouse.onnxruntime;

import ai.onnxruntime.TensorInfo;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Foretells the shape of an output from those of the inputs, so that its memory can be ours from the start. */
final class OutputShape {
    /** The dimension of an input that has the same symbolic name, as {@code batch} has in most models. */
    private record Source(int input, int dimension) {}

    private final long[] declared;
    private final List<List<Source>> sources;

    private OutputShape(long[] declared, List<List<Source>> sources) {
        this.declared = declared;
        this.sources = sources;
    }

    /** Null when a dimension is neither given nor named like one of an input. */
    static @Nullable OutputShape of(TensorInfo output, List<TensorInfo> inputs) {
        long[] dims = output.getShape();
        List<List<Source>> sources = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            List<Source> found = dims[i] >= 0 ? List.of() : sources(output.getDimensionNames()[i], inputs);
            if (dims[i] < 0 && found.isEmpty()) {
                return null;
            }
            sources.add(found);
        }
        return new OutputShape(dims, List.copyOf(sources));
    }

    private static List<Source> sources(String symbol, List<TensorInfo> inputs) {
        List<Source> found = new ArrayList<>();
        for (int input = 0; !symbol.isEmpty() && input < inputs.size(); input++) {
            String[] names = inputs.get(input).getDimensionNames();
            for (int dimension = 0; dimension < names.length; dimension++) {
                if (names[dimension].equals(symbol)) {
                    found.add(new Source(input, dimension));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Null when inputs of the same symbolic name differ, as those that are spread over others may. */
    @Nullable
    Shape foretell(Tensor[] inputs) {
        long[] dims = declared.clone();
        for (int i = 0; i < dims.length; i++) {
            for (Source source : sources.get(i)) {
                Shape input = inputs[source.input].shape();
                if (source.dimension >= input.rank()) {
                    return null; // ORT will refuse the input, and say so better
                }
                long size = input.dim(source.dimension);
                if (dims[i] >= 0 && dims[i] != size) {
                    return null;
                }
                dims[i] = size;
            }
        }
        return Shape.of(dims);
    }
}
