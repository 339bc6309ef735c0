package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.transformer.Transformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client of an arm sends and gets. It sends what the steps before the model read and no step made, and what the
 * model reads and no step made; it gets what the model and the steps after it made and no later step consumed.
 */
final class Columns {
    private final Map<String, TensorSpec> columns = new LinkedHashMap<>();
    private final Map<String, TensorSpec> sent = new LinkedHashMap<>();
    private final Map<String, TensorSpec> answered = new LinkedHashMap<>();

    private Columns() {}

    /**
     * Follows the columns through the steps.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: they do not fit together
     */
    static ModelSpec spec(List<Transformer> before, ModelSpec model, List<Transformer> after) {
        Columns chain = new Columns();
        for (Transformer step : before) {
            step.reads().forEach(read -> chain.read(read, "a step before the model"));
            step.writes().forEach(write -> chain.columns.put(write.name(), write));
        }
        model.inputs().forEach(read -> chain.read(read, "the model"));
        model.outputs().forEach(chain::answer);
        for (Transformer step : after) {
            step.reads().forEach(chain::consume);
            step.writes().forEach(chain::answer);
        }
        return new ModelSpec(
                model.platform(),
                List.copyOf(chain.sent.values()),
                List.copyOf(chain.answered.values()),
                model.batches());
    }

    private void read(TensorSpec wanted, String who) {
        TensorSpec there = columns.get(wanted.name());
        if (there == null) {
            sent.put(wanted.name(), wanted);
            columns.put(wanted.name(), wanted);
        } else {
            requireFit(wanted, there, who);
        }
    }

    private void consume(TensorSpec wanted) {
        TensorSpec there = columns.get(wanted.name());
        if (there == null) {
            throw invalid("a step after the model reads '" + wanted.name() + "', which nobody makes"
                    + Nearest.suggestion(wanted.name(), columns.keySet()));
        }
        requireFit(wanted, there, "a step after the model");
        answered.remove(wanted.name());
    }

    private void answer(TensorSpec made) {
        columns.put(made.name(), made);
        answered.put(made.name(), made);
    }

    private static void requireFit(TensorSpec wanted, TensorSpec there, String who) {
        if (wanted.type() != there.type() || !mayFit(wanted.shape(), there.shape())) {
            throw invalid(who + " reads " + wanted + ", but what is there is " + there);
        }
    }

    /** Whether a concrete shape could be both. */
    private static boolean mayFit(Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            return false;
        }
        for (int i = 0; i < a.rank(); i++) {
            if (a.dim(i) != Shape.ANY && b.dim(i) != Shape.ANY && a.dim(i) != b.dim(i)) {
                return false;
            }
        }
        return true;
    }

    private static InferenceException invalid(String sentence) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, sentence);
    }
}
