package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.transformer.Transformer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a client of an arm sends and gets. It sends what the steps before the model read and no step made, and what the
 * model reads and no step made; it gets what the model and the steps after it made and no later step consumed.
 *
 * <p>On the way every column has its rows: those of the request, until a step that does not keep rows begins others.
 * Whoever reads columns of different rows together is refused.
 */
final class Columns {
    private static final String REQUEST = "the request";

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, TensorSpec> sent = new LinkedHashMap<>();
    private final Map<String, TensorSpec> answered = new LinkedHashMap<>();

    /** Who read first what the client sends. */
    private final Map<String, String> readers = new LinkedHashMap<>();

    private Columns() {}

    /**
     * A step, and how a message calls it.
     *
     * @param who {@code step 2 'clip' before the model}
     */
    record Named(String who, Transformer step) {}

    /**
     * A column at one place of the chain.
     *
     * @param maker who made it
     * @param rows whose rows they are: {@link #REQUEST}, or the step that began them
     */
    private record Column(TensorSpec spec, String maker, String rows) {}

    /**
     * Follows the columns through the steps.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: they do not fit together
     */
    static ModelSpec spec(List<Named> before, ModelSpec model, List<Named> after) {
        Columns chain = new Columns();
        before.forEach(chain::before);
        chain.model(model);
        for (int i = 0; i < after.size(); i++) {
            chain.after(after.get(i), after.subList(i + 1, after.size()));
        }
        return new ModelSpec(
                model.platform(),
                List.copyOf(chain.sent.values()),
                List.copyOf(chain.answered.values()),
                model.batches());
    }

    private void before(Named named) {
        List<TensorSpec> reads = once(named.step().reads(), named.who(), "reads");
        List<TensorSpec> writes = once(named.step().writes(), named.who(), "writes");
        reads.forEach(read -> read(read, named.who()));
        String rows = named.step().keepsRows() ? rows(reads, named.who()) : named.who();
        for (TensorSpec write : writes) {
            String reader = readers.get(write.name());
            if (reader != null && reads.stream().noneMatch(read -> read.name().equals(write.name()))) {
                throw invalid(reader + " reads '" + write.name() + "' before " + named.who()
                        + " makes it; put the one that makes it first");
            }
            columns.put(write.name(), new Column(write, named.who(), rows));
        }
    }

    private void model(ModelSpec model) {
        String who = "the model";
        List<TensorSpec> inputs = once(model.inputs(), who, "reads");
        inputs.forEach(read -> read(read, who));
        String rows = rows(inputs, who);
        once(model.outputs(), who, "writes").forEach(made -> answer(made, who, rows));
    }

    private void after(Named named, List<Named> later) {
        List<TensorSpec> reads = once(named.step().reads(), named.who(), "reads");
        List<TensorSpec> writes = once(named.step().writes(), named.who(), "writes");
        reads.forEach(read -> consume(read, named.who(), later));
        String rows = named.step().keepsRows() ? rows(reads, named.who()) : named.who();
        writes.forEach(write -> answer(write, named.who(), rows));
    }

    private void read(TensorSpec wanted, String who) {
        Column there = columns.get(wanted.name());
        if (there == null) {
            sent.put(wanted.name(), wanted);
            readers.put(wanted.name(), who);
            columns.put(wanted.name(), new Column(wanted, REQUEST, REQUEST));
        } else {
            requireFit(wanted, there, who);
        }
    }

    private void consume(TensorSpec wanted, String who, List<Named> later) {
        Column there = columns.get(wanted.name());
        if (there == null) {
            throw invalid(who + " reads '" + wanted.name() + "', " + whoMakes(wanted.name(), later));
        }
        requireFit(wanted, there, who);
        answered.remove(wanted.name());
    }

    private String whoMakes(String column, List<Named> later) {
        return later.stream()
                .filter(named -> named.step().writes().stream()
                        .anyMatch(write -> write.name().equals(column)))
                .findFirst()
                .map(named -> "which only " + named.who() + " makes; put that one first")
                .orElseGet(() -> "which nobody makes" + Nearest.suggestion(column, columns.keySet()));
    }

    private void answer(TensorSpec made, String who, String rows) {
        columns.put(made.name(), new Column(made, who, rows));
        answered.put(made.name(), made);
    }

    /** Whose rows they all are. */
    private String rows(List<TensorSpec> reads, String who) {
        Column first = null;
        for (TensorSpec read : reads) {
            Column column = Objects.requireNonNull(columns.get(read.name()));
            if (first != null && !first.rows().equals(column.rows())) {
                throw invalid(who + " reads '" + first.spec().name() + "' and '" + read.name() + "' together, but '"
                        + first.spec().name() + "' has the rows of " + first.rows() + " and '" + read.name()
                        + "' those of " + column.rows());
            }
            first = first == null ? column : first;
        }
        return first == null ? REQUEST : first.rows();
    }

    private static List<TensorSpec> once(List<TensorSpec> specs, String who, String verb) {
        Set<String> names = new HashSet<>();
        for (TensorSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw invalid(who + " " + verb + " the column '" + spec.name() + "' twice");
            }
        }
        return specs;
    }

    private static void requireFit(TensorSpec wanted, Column there, String who) {
        if (wanted.type() != there.spec().type()
                || !mayFit(wanted.shape(), there.spec().shape())) {
            throw invalid(who + " reads " + wanted + ", but what is there is " + there.spec() + " of " + there.maker());
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
