package io.roundhouse.drift;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.drift.Column.Kind;
import io.roundhouse.drift.Column.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns are watched, and where they are in a request and its answer. What an arm takes or gives otherwise than the
 * arms before it in the alphabet is not looked at. One thread.
 */
final class Columns {
    /** Each has labels of its own in the metrics, and its memory. */
    static final int MAX = 64;

    static final int PROFILE_MAX = 10 * MAX;

    private final List<Column> columns;
    private final int leftOut;
    private final int[] places; // where each was in the last request
    private long odd;

    private Columns(List<Column> columns, int leftOut) {
        this.columns = List.copyOf(columns);
        this.leftOut = leftOut;
        this.places = new int[columns.size()];
    }

    /** Takes in what one request has of a column. */
    interface Taker {
        void take(int column, Tensor tensor);
    }

    /**
     * Finds them.
     *
     * @param only names; all where it is empty
     * @throws InferenceException {@code INVALID_CONFIGURATION}: one of these is no name of the model
     */
    static Columns of(Map<String, ModelSpec> specs, List<String> only) {
        return of(specs, only, MAX);
    }

    /** All that a profile takes, of which a monitor may watch any {@link #MAX}. */
    static Columns ofProfile(ModelSpec spec) {
        return of(Map.of("", spec), List.of(), PROFILE_MAX);
    }

    private static Columns of(Map<String, ModelSpec> specs, List<String> only, int max) {
        List<Column> found = new ArrayList<>();
        int leftOut = 0;
        for (ModelSpec spec : new TreeMap<>(specs).values()) {
            leftOut += find(spec.outputs(), Side.OUTPUT, spec.batches(), only, max, found);
            leftOut += find(spec.inputs(), Side.INPUT, spec.batches(), only, max, found);
        }
        if (!specs.isEmpty()) { // otherwise nobody knows yet
            check(only, specs.values());
        }
        return new Columns(found, leftOut);
    }

    private static void check(List<String> only, Collection<ModelSpec> specs) {
        Set<String> names = new TreeSet<>();
        specs.forEach(spec -> {
            names.addAll(spec.inputNames());
            names.addAll(spec.outputNames());
        });
        for (String name : only) {
            if (!names.contains(name)) {
                throw new InferenceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "'columns' names '" + name + "', which the model neither takes nor gives"
                                + Nearest.suggestion(name, names));
            }
        }
    }

    private static int find(
            List<TensorSpec> specs, Side side, boolean batches, List<String> only, int max, List<Column> found) {
        int leftOut = 0;
        for (TensorSpec spec : specs) {
            Optional<Column> column = Column.of(spec, side, batches);
            if (!only.isEmpty() && !only.contains(spec.name())) {
                continue;
            }
            if (column.isEmpty()) {
                leftOut++;
            } else if (found.stream().noneMatch(column.get()::isNamedAs)) {
                if (found.size() < max) {
                    found.add(column.get());
                } else {
                    leftOut++;
                }
            }
        }
        return leftOut;
    }

    /** Without the outputs. */
    Columns inputs() {
        List<Column> inputs =
                columns.stream().filter(column -> column.side() == Side.INPUT).toList();
        return new Columns(inputs, leftOut + columns.size() - inputs.size());
    }

    List<Column> all() {
        return columns;
    }

    /** Inputs and outputs that are not watched, as there are too many or as they are nothing to be watched. */
    int leftOut() {
        return leftOut;
    }

    /** Tensors that were not what their column is. */
    long odd() {
        return odd;
    }

    /**
     * Hands on what a request and its answer have of each column.
     *
     * @return the most rows that a column had
     */
    long take(Answered answer, Taker taker) {
        return take(answer.request().inputs(), answer.response().outputs(), taker);
    }

    /** As {@link #take(Answered, Taker)}. */
    long take(Tensors inputs, Tensors outputs, Taker taker) {
        long rows = 0;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Tensors tensors = column.side() == Side.INPUT ? inputs : outputs;
            int place = place(i, column.name(), tensors.names());
            if (place < 0) {
                continue;
            }
            Tensor tensor = tensors.values().get(place);
            long elements = tensor.shape().elements();
            if (elements == 0) {
                continue;
            }
            if (fits(column, tensor, elements)) {
                taker.take(i, tensor);
                rows = Math.max(rows, elements / column.width());
            } else {
                odd++;
            }
        }
        return rows;
    }

    private int place(int column, String name, List<String> names) {
        int last = places[column];
        if (last < names.size() && names.get(last).equals(name)) {
            return last;
        }
        int place = names.indexOf(name);
        places[column] = Math.max(0, place);
        return place;
    }

    private static boolean fits(Column column, Tensor tensor, long elements) {
        boolean category = tensor.type() == DataType.BYTES || tensor.type() == DataType.BOOL;
        return category == (column.kind() == Kind.CATEGORY) && elements % column.width() == 0;
    }
}
