package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The way of a batch through some steps: only those are in it whose columns somebody wants. */
final class Course {
    private final List<Stage> stages;
    private final List<TensorSpec> source;

    private Course(List<Stage> stages, List<TensorSpec> source) {
        this.stages = stages;
        this.source = source;
    }

    /**
     * From the last step to the first: a step stays when it learns, or writes what a later one or the caller wants.
     *
     * @param candidates in order; those that are not made learn
     * @param wanted columns at the end
     */
    static Course of(List<Stage> candidates, Collection<String> wanted) {
        Map<String, TensorSpec> open = new LinkedHashMap<>();
        Set<String> names = new HashSet<>(wanted);
        Deque<Stage> kept = new ArrayDeque<>();
        for (int i = candidates.size() - 1; i >= 0; i--) {
            Stage stage = candidates.get(i);
            if (stage.isMade() && stage.writes().stream().noneMatch(names::contains)) {
                continue;
            }
            if (stage.isMade()) {
                stage.writes().forEach(name -> {
                    names.remove(name);
                    open.remove(name);
                });
            }
            for (TensorSpec spec : stage.reads()) {
                TensorSpec other = open.put(spec.name(), spec);
                if (other != null && other.type() != spec.type()) {
                    throw new InferenceException(
                            ErrorCode.INVALID_CONFIGURATION,
                            stage + " reads '" + spec.name() + "' as " + spec.type() + ", and a later step as "
                                    + other.type());
                }
                names.add(spec.name());
            }
            kept.addFirst(stage);
        }
        return new Course(List.copyOf(kept), List.copyOf(open.values()));
    }

    List<Stage> stages() {
        return stages;
    }

    /** What has to come from the file. */
    List<TensorSpec> source() {
        return source;
    }

    /** How many rows may go through at once. */
    int rowsMax() {
        return stages.stream().mapToInt(Stage::rowsMax).min().orElse(RowsReader.BATCH);
    }

    /** What is sent through at once, of what was read. */
    List<Tensors> portions(Tensors batch) {
        long size = rowsMax();
        if (batch.rows() <= size) {
            return List.of(batch);
        }
        List<Tensors> portions = new ArrayList<>();
        for (long from = 0; from < batch.rows(); from += size) {
            portions.add(batch.rows(from, Math.min(size, batch.rows() - from)));
        }
        return portions;
    }

    /**
     * Sends a batch through: made steps change it, others see it.
     *
     * @param row the first of these, counted from 1
     */
    Tensors run(Tensors batch, long row) {
        Tensors columns = batch;
        for (Stage stage : stages) {
            List<String> reads = stage.reads().stream().map(TensorSpec::name).toList();
            try {
                if (stage.isMade()) {
                    columns = columns.with(stage.step().apply(columns.only(reads), StepContext.none()));
                } else {
                    stage.fitting().see(columns.only(reads));
                }
            } catch (InferenceException e) {
                throw new InferenceException(e.code(), at(stage, row, batch.rows()) + e.sentence(), e);
            } catch (RuntimeException e) { // a plugin's
                throw new InferenceException(ErrorCode.TRANSFORMER_FAILED, at(stage, row, batch.rows()) + e, e);
            }
        }
        return columns;
    }

    private static String at(Stage stage, long row, long rows) {
        return "rows " + row + " to " + (row + rows - 1) + ", " + stage + ": ";
    }

    /** Columns that no later step reads and no later one writes again, in the order they are written. */
    static List<String> results(List<Stage> stages) {
        List<String> results = new ArrayList<>();
        for (Stage stage : stages) {
            stage.reads().forEach(spec -> results.remove(spec.name()));
            results.removeAll(stage.writes());
            results.addAll(stage.writes());
        }
        return results;
    }
}
