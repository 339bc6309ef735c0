package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Offline.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a file through the steps {@code validate} of a model, each made to tell of rows and to refuse none, and through
 * those before them.
 */
final class Checker {
    static final String STEP = "validate";
    private static final String KEY = "report";

    private final DataFile data;
    private final Findings findings = new Findings();
    private final List<String> reports = new ArrayList<>();
    private long rows;

    Checker(DataFile data) {
        this.data = data;
    }

    /** The steps, made for this. The caller closes them. */
    List<Stage> stages(Work work, StepFactories factories) {
        List<Plugin> steps = work.chain().before();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(STEP)) {
                reports.add(report(i));
            }
        }
        requireSchema(work);
        return work.ready(factories, Checker::more);
    }

    static void requireSchema(Work work) {
        List<String> names = work.chain().before().stream().map(Plugin::name).toList();
        if (!names.contains(STEP)) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "model '" + work.artifact().id().name() + "' has no step '" + STEP
                            + "' before it, so it has no schema; its steps are " + names);
        }
    }

    private static Settings more(int index, Plugin step) {
        return step.name().equals(STEP)
                ? Settings.builder(step.settings().place())
                        .put(KEY, report(index), step.settings().place())
                        .build()
                : Settings.empty();
    }

    /** No column of a person begins like that. */
    private static String report(int index) {
        return "\u0000report " + index;
    }

    Findings check(List<Stage> stages, Watch watch) throws IOException {
        Course course = Course.of(stages, reports);
        Transformation.requireColumns(data, course);
        try (RowsReader reader = ReadAhead.of(Format.read(data.path(), course.source()))) {
            for (Tensors batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                count(course.run(batch, rows + 1));
                rows += batch.rows();
                watch.at("check", rows, reader.share());
                if (Thread.interrupted()) {
                    throw DataFile.cancelled();
                }
            }
        }
        data.checkUnchanged();
        return findings;
    }

    private void count(Tensors told) {
        List<List<String>> texts =
                reports.stream().map(report -> told.get(report).texts()).toList();
        for (int i = 0; i < texts.get(0).size(); i++) {
            int row = i;
            List<String> ofRow = texts.stream()
                    .map(all -> all.get(row))
                    .filter(text -> !text.isEmpty())
                    .toList();
            findings.add(String.join("\n", ofRow), rows + row + 1);
        }
    }

    long rows() {
        return rows;
    }
}
