package io.roundhouse.offline;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Offline.Watch;
import java.io.IOException;
import java.util.List;

/** Lets steps learn from a file: one pass for each layer of {@link Layers}. */
final class Fitter {
    private final DataFile data;
    private final Watch watch;
    private int passes;
    private long rows;

    Fitter(DataFile data, Watch watch) {
        this.data = data;
        this.watch = watch;
    }

    /** Until every step is made. */
    void fit(List<Stage> stages) throws IOException {
        Layers layers = new Layers(data.path(), Format.columns(data.path()), stages);
        while (!layers.isDone()) {
            passes++;
            Course course = layers.next();
            rows = pass(course);
            layers.settle(course);
        }
        data.checkUnchanged();
    }

    private long pass(Course course) throws IOException {
        String doing = "fit, pass " + passes;
        long done = 0;
        try (RowsReader reader = ReadAhead.of(Format.read(data.path(), course.source()))) {
            for (Tensors batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                for (Tensors portion : course.portions(batch)) {
                    course.run(portion, done + 1);
                    done += portion.rows();
                }
                watch.at(doing, done, reader.share());
                if (Thread.interrupted()) {
                    throw DataFile.cancelled();
                }
            }
        }
        return done;
    }

    int passes() {
        return passes;
    }

    /** Those of the file. */
    long rows() {
        return rows;
    }

    /** SHA-256 of it, hexadecimal. */
    String hash() throws IOException {
        return data.hash();
    }
}
