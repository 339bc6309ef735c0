package io.roundhouse.drift;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorFactory.Profiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A profile of a file of rows, learnt as a monitor learns from requests: first how to count, then counting. One thread. */
final class FileProfile implements Profiling {
    /** As few as a monitor may be told to learn from. */
    static final int ROWS_MIN = 500;

    private final Columns columns;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Counts> counts = new ArrayList<>();
    private long rows;

    FileProfile(ModelSpec spec) {
        columns = Columns.ofProfile(spec);
        columns.all().forEach(column -> learners.add(Learner.of(column)));
    }

    @Override
    public void sample(Tensors inputs, Tensors outputs) {
        rows += columns.take(
                inputs, outputs, (column, tensor) -> learners.get(column).add(tensor));
    }

    @Override
    public void count(Tensors inputs, Tensors outputs) {
        begin();
        rows += columns.take(
                inputs, outputs, (column, tensor) -> counts.get(column).add(tensor));
    }

    private void begin() {
        if (counts.isEmpty()) {
            learners.forEach(learner -> counts.add(learner.layout().beginReference()));
        }
    }

    @Override
    public String text(Map<String, String> origin) {
        if (columns.all().isEmpty()) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "none of the model's inputs and outputs has rows of one width, so none is watched");
        }
        if (rows < ROWS_MIN) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, rows + " rows are too few for a profile, " + ROWS_MIN + " are needed");
        }
        begin();
        counts.forEach(one -> one.weight.apart()); // not the batches in which they were read
        List<Summary> summaries = counts.stream().map(Counts::summary).toList();
        return ProfileWriter.write(new Profile(columns.all(), summaries), origin);
    }
}
