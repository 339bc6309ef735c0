package io.roundhouse.offline;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns that a reader fills, and the rows that are complete. */
final class Batch {
    private final List<Cells> columns;
    private final List<TextCells> texts;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private int rows;

    Batch(List<TensorSpec> specs) {
        columns = specs.stream().map(Cells::of).toList();
        texts = columns.stream()
                .filter(TextCells.class::isInstance)
                .map(TextCells.class::cast)
                .toList();
        names = specs.stream().map(TensorSpec::name).toList();
        names.forEach(name -> places.put(name, places.size()));
    }

    List<Cells> columns() {
        return columns;
    }

    /** The column's place in {@link #columns()}; -1 where nobody wants it. */
    int place(String name) {
        Integer place = places.get(name);
        return place == null ? -1 : place;
    }

    Cells column(int place) {
        return columns.get(place);
    }

    /** How many rows are complete. */
    int rows() {
        return rows;
    }

    /** It has all its rows, or so many bytes that more would not be bounded memory. */
    boolean isFull() {
        if (rows == RowsReader.BATCH) {
            return true;
        }
        for (TextCells column : texts) {
            if (column.isLarge()) {
                return true;
            }
        }
        return false;
    }

    void rowEnds() {
        rows++;
    }

    /** What was filled, and begins anew. */
    Tensors take() {
        if (rows == 0) {
            return Tensors.empty();
        }
        List<Tensor> tensors = new ArrayList<>(columns.size());
        for (Cells cells : columns) {
            tensors.add(cells.take(rows));
        }
        rows = 0;
        return Tensors.of(names, tensors);
    }
}
