package io.roundhouse.offline;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** From what a model gave to what a client gets: what steps make of padding, say, is no difference that anybody sees. */
record Ending(Course course, List<String> names) {
    /** Of steps after a model, which the caller closes. */
    static Ending of(List<Stage> after, ModelSpec spec) {
        List<String> names = new ArrayList<>(spec.outputNames());
        for (Stage stage : after) {
            names.removeAll(stage.reads().stream().map(TensorSpec::name).toList());
            names.removeAll(stage.writes());
            names.addAll(stage.writes());
        }
        return new Ending(Course.of(after, names), List.copyOf(names));
    }

    /** @param columns what the model and the steps were given */
    Tensors answer(Tensors columns, Tensors outputs) {
        return course.stages().isEmpty()
                ? outputs
                : course.run(columns.with(outputs), 1).only(names);
    }
}
