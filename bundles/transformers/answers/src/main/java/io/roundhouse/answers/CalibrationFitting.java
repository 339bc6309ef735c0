package io.roundhouse.answers;

import io.roundhouse.answers.Calibration.Of;
import io.roundhouse.answers.Calibration.Way;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Learns how sure to be from what a model gave for rows whose class is known. A row without a label, or with a number that
 * is none, teaches nothing.
 */
final class CalibrationFitting implements Fitting {
    private static final int ROWS_MIN = 50;

    /** Stands where the settings of a fitted step were not written by a person. */
    private static final String PLACE = "fitted";

    private final Settings given;
    private final Way way;
    private final Of of;
    private final String column;
    private final String label;
    private final ClassNames names;
    private final Sample sample = new Sample();

    CalibrationFitting(Settings given, Way way, Optional<Labels> labels) {
        this.given = given;
        this.way = way;
        this.of = Calibration.of(given, way);
        this.column = given.text("column");
        this.label = given.text(Calibration.LABEL);
        this.names = new ClassNames(label, labels);
        if (label.equals(column)) {
            throw given.invalid(Calibration.LABEL, "must be another column than 'column'", null);
        }
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(Columns.scores(column), Columns.of(label, DataType.BYTES));
    }

    @Override
    public List<String> labels() {
        return List.of(label);
    }

    @Override
    public void see(Tensors columns) {
        Tensor scores = columns.get(column);
        List<byte[]> labels = columns.get(label).bytesElements();
        if (scores.shape().rows() != labels.size()) {
            throw Columns.mismatch(
                    "calibrate",
                    "'" + column + "' has " + scores.shape().rows() + " rows and '" + label + "' has " + labels.size()
                            + ", so no label is of a row");
        }
        int width = Columns.size(scores, 1);
        requireFit(width);
        FloatBuffer numbers = scores.data().asFloatBuffer();
        float[] row = new float[width];
        for (int i = 0; i < labels.size(); i++) {
            numbers.get(row);
            if (labels.get(i).length > 0) {
                see(i + 1, row, new String(labels.get(i), StandardCharsets.UTF_8));
            }
        }
    }

    private void requireFit(int width) {
        names.requireFit(column, width);
        if (sample.rows() > 0 && sample.width() != width) {
            throw Columns.mismatch(
                    "calibrate",
                    "'" + column + "' has " + sample.width() + " numbers in one row and " + width + " in another");
        }
        if (way == Way.TEMPERATURE && width < 2) {
            throw Columns.mismatch(
                    "calibrate",
                    "'temperature' is for two classes and more, but '" + column + "' has one number a row; 'platt' and"
                            + " 'isotonic' are for that");
        }
    }

    private void see(int at, float[] row, String text) {
        int known = names.find(at, text, row.length);
        boolean finite = true;
        for (float number : row) {
            finite &= Float.isFinite(number);
            if (of == Of.LOG_ODDS && (number < 0 || number > 1)) {
                throw refused("row " + at + ": '" + column + "' holds " + number
                        + ", which is no probability and has no log odds; leave out 'of'");
            }
        }
        if (finite) {
            sample.see(row, known);
        }
    }

    @Override
    public Settings fitted() {
        if (sample.seen() < ROWS_MIN) {
            throw refused(sample.seen() + " rows have a label in '" + label + "' and finite numbers in '" + column
                    + "', but at least " + ROWS_MIN + " are needed");
        }
        if (sample.classes() < 2) {
            throw refused("every label in '" + label + "' is '" + names.name(sample.firstClass())
                    + "', but labels of at least two classes are needed");
        }
        Settings.Builder learnt = Settings.builder(PLACE);
        switch (way) {
            case TEMPERATURE -> learnt.put(way.key(), Double.toString(TemperatureFit.of(sample)), PLACE);
            case PLATT -> learnt.put(way.key(), PlattFit.of(sample, of).settings(PLACE));
            case ISOTONIC -> learnt.put(way.key(), IsotonicFit.of(sample).settings(PLACE));
        }
        return given.orElse(learnt.build());
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_INPUT, sentence);
    }
}
