package io.roundhouse.stepcache;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers rows: the step is asked for those it has not seen, together. Where it then fails, flags, or makes rows that do
 * not fit together, it is asked for all rows once more: what it says names a row by its place in the request.
 */
final class RememberingRows extends Remembering {
    RememberingRows(Transformer step, Owner owner) {
        super(step, owner);
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        int rows = (int) columns.get(reads().get(0).name()).shape().rows();
        List<Key> keys = new ArrayList<>(rows);
        List<@Nullable Tensors> known = new ArrayList<>(rows);
        List<Tensors> missing = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Tensors row = row(columns, i);
            Key key = Key.of(owner, row, reads());
            Kept kept = owner.find(key);
            keys.add(key);
            known.add(kept == null ? null : kept.tensors());
            if (kept == null) {
                missing.add(row);
            }
        }
        if (missing.size() == rows) {
            return all(columns, keys, context);
        }
        if (missing.isEmpty() || ask(missing, keys, known, context)) {
            List<Tensors> complete = known.stream().map(Objects::requireNonNull).toList();
            if (fit(complete)) {
                return stacked(complete);
            }
        }
        return step.apply(columns, context);
    }

    private Tensors all(Tensors columns, List<Key> keys, StepContext context) {
        Listening listening = new Listening(context, true);
        Tensors made = step.apply(columns, listening);
        if (listening.flags.isEmpty() && hasRows(made, keys.size())) {
            for (int i = 0; i < keys.size(); i++) {
                owner.keep(keys.get(i), Kept.of(made.rows(i, 1), List.of()));
            }
        }
        return made;
    }

    /** Fills in what is not known; false when the step has something to say of a row. */
    private boolean ask(List<Tensors> missing, List<Key> keys, List<@Nullable Tensors> known, StepContext context) {
        if (!fit(missing)) {
            return false;
        }
        Listening listening = new Listening(context, false);
        Tensors made;
        try {
            made = step.apply(stacked(missing), listening);
        } catch (InferenceException e) {
            return false;
        }
        if (!listening.flags.isEmpty() || !hasRows(made, missing.size())) {
            return false;
        }
        int next = 0;
        for (int i = 0; i < keys.size(); i++) {
            if (known.get(i) == null) {
                Tensors row = made.rows(next++, 1);
                known.set(i, row);
                owner.keep(keys.get(i), Kept.of(row, List.of()));
            }
        }
        return true;
    }

    private Tensors row(Tensors columns, int index) {
        List<String> names = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        reads().forEach(read -> {
            names.add(read.name());
            tensors.add(columns.get(read.name()).rows(index, 1));
        });
        return Tensors.of(names, tensors);
    }

    private static boolean hasRows(Tensors made, int rows) {
        return made.values().stream()
                .allMatch(tensor -> tensor.shape().rank() > 0 && tensor.shape().rows() == rows);
    }

    private static boolean fit(List<Tensors> rows) {
        List<String> names = rows.get(0).names();
        return rows.stream().allMatch(row -> row.names().equals(names))
                && names.stream()
                        .allMatch(name ->
                                Rows.fit(rows.stream().map(row -> row.get(name)).toList()));
    }

    private static Tensors stacked(List<Tensors> rows) {
        List<String> names = rows.get(0).names();
        return Tensors.of(
                names,
                names.stream()
                        .map(name -> Tensor.stacked(
                                rows.stream().map(row -> row.get(name)).toList()))
                        .toList());
    }
}
