package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Offline.Transform;
import io.roundhouse.server.control.Offline.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file through steps into another file. */
final class Transformation {
    private final DataFile data;
    private final List<String> columns;
    private final List<TensorSpec> kept;
    private final List<TensorSpec> source;
    private final Course course;

    private Transformation(
            DataFile data, List<String> columns, List<TensorSpec> kept, List<TensorSpec> source, Course course) {
        this.data = data;
        this.columns = columns;
        this.kept = kept;
        this.source = source;
        this.course = course;
    }

    /**
     * Checks that it can be done.
     *
     * @param makers those of the stages whose columns are wanted, the last of them
     */
    static Transformation of(DataFile data, List<Stage> stages, List<Stage> makers, Transform wanted)
            throws IOException {
        List<String> there = Format.columns(data.path());
        List<String> columns = columns(makers, wanted.columns());
        Course course = Course.of(stages, columns);
        requireColumns(data, course);
        List<TensorSpec> kept = Keep.specs(data.path(), wanted.keep(), there, course.source());
        checkKept(kept, columns, course);
        Set<TensorSpec> source = new HashSet<>(course.source());
        source.addAll(kept);
        return new Transformation(data, columns, kept, List.copyOf(source), course);
    }

    static void requireColumns(DataFile data, Course course) throws IOException {
        List<String> there = Format.columns(data.path());
        for (TensorSpec spec : course.source()) {
            if (!there.contains(spec.name())) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        data.path().getFileName() + " has no column '" + spec.name() + "', which the steps read"
                                + Nearest.suggestion(spec.name(), there));
            }
        }
    }

    private static List<String> columns(List<Stage> stages, List<String> wanted) {
        List<String> written = stages.stream()
                .flatMap(stage -> stage.writes().stream())
                .distinct()
                .toList();
        for (String name : wanted) {
            if (!written.contains(name)) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "no step writes the column '" + name + "', they write " + written + "; a column of the input is"
                                + " kept with --keep"
                                + Nearest.suggestion(name, written));
            }
        }
        return wanted.isEmpty() ? Course.results(stages) : wanted;
    }

    private static void checkKept(List<TensorSpec> kept, List<String> columns, Course course) {
        for (TensorSpec spec : kept) {
            if (columns.contains(spec.name())) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "column '" + spec.name()
                                + "' is to be kept, and a step writes one of that name; leave out one");
            }
        }
        course.stages().stream()
                .filter(stage -> !stage.step().keepsRows() && !kept.isEmpty())
                .findFirst()
                .ifPresent(stage -> {
                    throw new InferenceException(
                            ErrorCode.INVALID_INPUT,
                            stage + " makes more or fewer rows than it reads, so no column of the input can be kept");
                });
    }

    /** All columns that are written, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>(kept.stream().map(TensorSpec::name).toList());
        names.addAll(columns);
        return names;
    }

    /** Writes every row; the number of rows written. */
    long run(RowsWriter writer, Watch watch) throws IOException {
        long read = 0;
        long written = 0;
        List<String> keptNames = kept.stream().map(TensorSpec::name).toList();
        try (RowsReader reader = ReadAhead.of(Format.read(data.path(), source))) {
            for (Tensors batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                for (Tensors portion : course.portions(batch)) {
                    Tensors made = course.run(portion, read + 1).only(columns);
                    Tensors results = portion.only(keptNames).with(made);
                    checkRows(results);
                    writer.write(results);
                    read += portion.rows();
                    written += results.rows();
                }
                watch.at("transform", read, reader.share());
                if (Thread.interrupted()) {
                    throw DataFile.cancelled();
                }
            }
        }
        if (read == 0) {
            throw Mistakes.file(data.path(), "it has no rows");
        }
        data.checkUnchanged();
        return written;
    }

    private static void checkRows(Tensors results) {
        for (int i = 0; i < results.size(); i++) {
            if (results.values().get(i).shape().rows() != results.rows()) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "column '" + results.names().get(i) + "' has other rows than '"
                                + results.names().get(0) + "'; write columns of one kind with --columns");
            }
        }
    }
}
