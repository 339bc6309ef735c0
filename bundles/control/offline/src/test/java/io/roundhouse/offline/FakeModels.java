package io.roundhouse.offline;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelLoans;
import java.util.ArrayList;
import java.util.List;

/** A model that doubles the number {@code x} into {@code y}. Counts what is open. */
final class FakeModels implements ModelLoans {
    int open;

    /** The rows of each call, in order. */
    final List<Long> calls = new ArrayList<>();

    @Override
    public Loaded load(ModelArtifact artifact, Plugin engine) {
        open++;
        return new Loaded() {
            @Override
            public String engine() {
                return "fake 7";
            }

            @Override
            public ModelSpec spec() {
                return new ModelSpec("fake", List.of(Rows.number("x")), List.of(Rows.number("y")), true);
            }

            @Override
            public Tensors infer(Tensors rows) {
                calls.add(rows.rows());
                double[] values = Rows.numbers(rows, "x");
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 2;
                }
                return Tensors.of("y", Rows.numbers(values));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }
}
