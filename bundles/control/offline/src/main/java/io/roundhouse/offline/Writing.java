package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.Offline.Transform;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Offline.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file through a model's steps, or through all of it, into another file. */
final class Writing {
    private static final String LINEAGE_END = ".lineage.json";

    private Writing() {}

    /** Through the steps before the model. */
    static Written transform(Work work, StepFactories factories, Transform wanted, Watch watch) throws IOException {
        List<Stage> stages = work.ready(factories);
        try {
            return write(work, stages, stages, wanted, watch);
        } finally {
            stages.forEach(Stage::close);
        }
    }

    /** Through all steps and the model. */
    static Written answer(Work work, StepFactories factories, ModelLoans models, Transform wanted, Watch watch)
            throws IOException {
        if (!work.hasModel()) {
            throw work.noModel();
        }
        List<Stage> stages = new ArrayList<>();
        try {
            stages.addAll(work.ready(factories));
            int model = stages.size();
            stages.addAll(work.readyAfter(factories));
            stages.add(model, Stage.model(work.artifact(), models.load(work.artifact(), work.engine())));
            return write(work, stages, stages.subList(model, stages.size()), wanted, watch);
        } finally {
            stages.forEach(Stage::close);
        }
    }

    private static Written write(Work work, List<Stage> stages, List<Stage> makers, Transform wanted, Watch watch)
            throws IOException {
        Format format = Format.of(wanted.out());
        DataFile data = new DataFile(wanted.in());
        Transformation transformation = Transformation.of(data, stages, makers, wanted);
        String lineage = Lineage.json(work, stages, data, transformation.names());
        long rows = write(transformation, format, wanted.out(), lineage, watch);
        return new Written(
                work.artifact().id().name(),
                work.artifact().id().version(),
                transformation.names(),
                rows,
                wanted.out());
    }

    private static long write(Transformation transformation, Format format, Path out, String lineage, Watch watch)
            throws IOException {
        try (Target target = new Target(out)) {
            RowsWriter writer = format.writer(target.stream());
            long rows = transformation.run(writer, watch);
            writer.finish(lineage);
            if (!format.holdsLineage()) {
                try (Target beside = new Target(out.resolveSibling(out.getFileName() + LINEAGE_END))) {
                    beside.stream().write(lineage.getBytes(UTF_8));
                    target.publish();
                    beside.publish();
                }
            } else {
                target.publish();
            }
            return rows;
        }
    }
}
