package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Learns what settings lack about columns of numbers. What is missing in the data is passed over. */
final class NumberFitting implements Fitting {
    /** The square of a greater number, summed over many rows, is none any more. */
    private static final double MAX = 1e140;

    private final Settings given;
    private final List<String> columns;
    private final List<NumberLearner> learners = new ArrayList<>();
    private final boolean[] seen;

    private NumberFitting(Settings given, List<String> columns, Supplier<NumberLearner> learner) {
        this.given = given;
        this.columns = columns;
        this.seen = new boolean[columns.size()];
        columns.forEach(column -> learners.add(learner.get()));
    }

    /** Empty when there is something about every column. */
    static Optional<Fitting> of(Settings settings, Columns columns, Supplier<NumberLearner> learner) {
        List<String> lacking = Learnt.lacking(settings, columns.from());
        return lacking.isEmpty() ? Optional.empty() : Optional.of(new NumberFitting(settings, lacking, learner));
    }

    @Override
    public List<TensorSpec> reads() {
        return Columns.numbers(columns);
    }

    @Override
    public void see(Tensors rows) {
        for (int i = 0; i < columns.size(); i++) {
            DoubleBuffer values = rows.get(columns.get(i)).data().asDoubleBuffer();
            NumberLearner learner = learners.get(i);
            while (values.hasRemaining()) {
                double value = values.get();
                if (Math.abs(value) > MAX) {
                    throw Learnt.refused(
                            columns.get(i),
                            values.position() - 1,
                            "is " + value
                                    + ", from which nothing can be learnt; a step 'clip' before brings it in bounds");
                }
                if (!Double.isNaN(value)) {
                    learner.see(value);
                    seen[i] = true;
                }
            }
        }
    }

    @Override
    public Settings fitted() {
        Settings fitted = given;
        for (int i = 0; i < columns.size(); i++) {
            if (!seen[i]) {
                throw Learnt.nothing(columns.get(i), "number");
            }
            fitted = Learnt.with(fitted, columns.get(i), learners.get(i).learnt());
        }
        return fitted;
    }
}
