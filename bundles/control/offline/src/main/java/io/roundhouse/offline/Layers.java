package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which steps can learn in one pass over the data. A step has to see what it will read, so whoever writes that must have
 * learnt before. What a step writes is known only when it has learnt; it is taken to write what it reads, and perhaps what
 * is not there yet. Where that was wrong, {@link #settle} finds out, and the step that saw the wrong column learns again:
 * so a guess can cost a pass and never a number.
 */
final class Layers {
    private final Path data;
    private final Collection<String> columns;
    private final List<Stage> stages;

    Layers(Path data, Collection<String> columns, List<Stage> stages) {
        this.data = data;
        this.columns = columns;
        this.stages = stages;
    }

    boolean isDone() {
        return stages.stream().allMatch(Stage::isMade);
    }

    /** Those that can learn now, and the steps that they need. The first of those that lack something always can. */
    Course next() {
        Set<String> known = new HashSet<>(columns);
        Set<String> unsure = new HashSet<>();
        boolean othersMayCome = false;
        List<Stage> able = new ArrayList<>();
        Map<String, Stage> writers = new HashMap<>();
        for (Stage stage : stages) {
            requireFromData(stage, writers);
            boolean blocked = stage.readsAnyOf(unsure) || !hasAll(known, stage, othersMayCome);
            if (!blocked) {
                able.add(stage);
            }
            if (!stage.isMade()) {
                othersMayCome = true;
                stage.reads().stream()
                        .map(TensorSpec::name)
                        .filter(name -> !stage.labels().contains(name))
                        .forEach(unsure::add);
                continue;
            }
            stage.writes().forEach(name -> writers.put(name, stage));
            if (blocked) {
                unsure.addAll(stage.writes());
            } else {
                known.addAll(stage.writes());
                stage.writes().forEach(unsure::remove);
            }
        }
        return Course.of(able, Set.of());
    }

    private void requireFromData(Stage stage, Map<String, Stage> writers) {
        for (String label : stage.labels()) {
            Stage writer = writers.get(label);
            if (writer != null) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        stage + " learns from the column '" + label + "' of " + data.getFileName() + ", but " + writer
                                + " writes one of that name; give that of the file another");
            }
        }
    }

    private boolean hasAll(Set<String> known, Stage stage, boolean othersMayCome) {
        for (TensorSpec spec : stage.reads()) {
            if (!known.contains(spec.name())) {
                if (othersMayCome) {
                    return false;
                }
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        data.getFileName() + " has no column '" + spec.name() + "', which " + stage + " reads"
                                + Nearest.suggestion(spec.name(), List.copyOf(known)));
            }
        }
        return true;
    }

    /** Makes the steps that have learnt; those that learnt from a column which an earlier one turned out to write learn again. */
    void settle(Course pass) {
        Set<String> changed = new HashSet<>();
        for (Stage stage : stages) {
            boolean sawIt = !stage.isMade() && pass.stages().contains(stage);
            if (stage.readsAnyOf(changed)) {
                if (stage.isMade()) {
                    changed.addAll(stage.writes());
                }
                if (stage.learns()) {
                    stage.forget();
                }
            } else if (sawIt) {
                stage.learnt();
                changed.addAll(stage.writes());
            } else if (stage.isMade()) {
                stage.writes().forEach(changed::remove);
            }
        }
    }
}
