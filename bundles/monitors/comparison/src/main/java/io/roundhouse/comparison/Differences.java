package io.roundhouse.comparison;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two answers differ, output by output. Immutable. */
record Differences(List<String> names, List<TensorDifference> values) {
    /** Nothing was compared. */
    static final Differences NONE = new Differences(List.of(), List.of());

    /** @param label the output whose flips count */
    static Differences of(Tensors live, Tensors watching, @Nullable String label) {
        List<String> names = new ArrayList<>(live.names());
        List<TensorDifference> values = new ArrayList<>(live.size());
        for (int i = 0; i < live.size(); i++) {
            String name = live.names().get(i);
            Tensor one = live.values().get(i);
            int other = watching.names().indexOf(name);
            values.add(
                    other < 0
                            ? TensorDifference.missing(one, "the watching arm does not give it", name.equals(label))
                            : TensorDifference.of(one, watching.values().get(other), name.equals(label)));
        }
        for (int i = 0; i < watching.size(); i++) {
            String name = watching.names().get(i);
            if (!live.contains(name)) {
                names.add(name);
                values.add(TensorDifference.missing(watching.values().get(i), "only the watching arm gives it", false));
            }
        }
        return new Differences(names, values);
    }

    boolean areEqual() {
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEqual()) {
                return false;
            }
        }
        return true;
    }

    int labels() {
        int sum = 0;
        for (TensorDifference value : values) {
            sum += value.labels;
        }
        return sum;
    }

    int flips() {
        int sum = 0;
        for (TensorDifference value : values) {
            sum += value.flips;
        }
        return sum;
    }

    double relativeMax() {
        double max = 0;
        for (TensorDifference value : values) {
            max = Math.max(max, value.relativeMax);
        }
        return max;
    }

    double absoluteMax() {
        double max = 0;
        for (TensorDifference value : values) {
            max = Math.max(max, value.absoluteMax);
        }
        return max;
    }
}
