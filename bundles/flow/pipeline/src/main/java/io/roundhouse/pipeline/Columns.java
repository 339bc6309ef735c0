package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** Picking tensors by name; what is there already in the right order is taken as it is. */
final class Columns {
    private Columns() {}

    /** Where that name stands, looking at {@code likely} first; -1 when it is not there. */
    static int indexOf(Tensors columns, String name, int likely) {
        List<String> names = columns.names();
        return likely < names.size() && names.get(likely).equals(name) ? likely : names.indexOf(name);
    }

    /** The outputs asked for, or all, in the order asked for. */
    static InferenceResponse requested(InferenceResponse response, List<String> requested) {
        Tensors all = response.outputs();
        Tensors outputs = requested.isEmpty() ? all : all.only(requested);
        return outputs == all
                ? response
                : new InferenceResponse(
                        response.id(), response.servedBy(), outputs, response.timing(), response.flags());
    }

    /**
     * Those of these specs, in their order.
     *
     * @throws IllegalArgumentException one is not there
     */
    static Tensors only(Tensors columns, List<TensorSpec> specs) {
        if (isExactly(columns, specs)) {
            return columns;
        }
        List<String> names = new ArrayList<>(specs.size());
        List<Tensor> tensors = new ArrayList<>(specs.size());
        for (TensorSpec spec : specs) {
            names.add(spec.name());
            tensors.add(columns.get(spec.name()));
        }
        return Tensors.of(names, tensors);
    }

    private static boolean isExactly(Tensors columns, List<TensorSpec> specs) {
        boolean same = columns.size() == specs.size();
        for (int i = 0; same && i < specs.size(); i++) {
            same = columns.names().get(i).equals(specs.get(i).name());
        }
        return same;
    }
}
