package io.roundhouse.feedback;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an arm predicted, by row: {@code columns} probabilities each, or with 0 columns a label. No rows at all where only
 * rewards are expected. Immutable.
 */
final class Prediction {
    /** Of one answer; what has more is not kept. With them a prediction takes 4 KiB at most. */
    static final int VALUES_MAX = 1_024;

    static final int LABEL_BYTES_MAX = 4_096;

    static final Prediction NONE = new Prediction(0, new float[0], List.of());

    private final int columns;
    private final float[] values; // row after row
    private final List<String> labels;

    Prediction(int columns, float[] values, List<String> labels) {
        this.columns = columns;
        this.values = values;
        this.labels = labels;
    }

    int columns() {
        return columns;
    }

    /** One number of a row. */
    float value(int row, int column) {
        return values[row * columns + column];
    }

    List<String> labels() {
        return labels;
    }

    int rows() {
        return columns == 0 ? labels.size() : values.length / columns;
    }

    /** The output as a prediction; empty when it is too large, or of a type that is neither numbers nor texts. */
    static Optional<Prediction> of(Tensor output) {
        Shape shape = output.shape();
        long rows = shape.rank() == 0 ? 1 : shape.dim(0);
        long elements = 1;
        for (int dim = 0; dim < shape.rank(); dim++) {
            elements *= shape.dim(dim);
        }
        if (rows < 1 || elements < 1 || elements > VALUES_MAX) {
            return Optional.empty();
        }
        int columns = (int) (elements / rows);
        ByteBuffer data = output.data();
        float[] values = new float[(int) elements];
        switch (output.type()) {
            case FP32 -> data.asFloatBuffer().get(values);
            case FP64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) data.getDouble(8 * i);
                }
            }
            default -> {
                return columns == 1 ? labels(output, data) : Optional.empty();
            }
        }
        return columns > FeedbackSettings.CLASSES_MAX
                ? Optional.empty()
                : Optional.of(new Prediction(columns, values, List.of()));
    }

    private static Optional<Prediction> labels(Tensor output, ByteBuffer data) {
        List<String> labels = new ArrayList<>();
        switch (output.type()) {
            case BYTES -> {
                if (output.byteSize() > LABEL_BYTES_MAX) {
                    return Optional.empty();
                }
                labels.addAll(output.texts());
            }
            case INT64, UINT64 -> read(labels, data, 8);
            case INT32, UINT32 -> read(labels, data, 4);
            case INT16, UINT16 -> read(labels, data, 2);
            case INT8, UINT8, BOOL -> read(labels, data, 1);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Prediction(0, new float[0], List.copyOf(labels)));
    }

    /** Class numbers, read as signed: no class is above 2⁶³. */
    private static void read(List<String> labels, ByteBuffer data, int size) {
        for (int at = 0; at < data.limit(); at += size) {
            long value =
                    switch (size) {
                        case 8 -> data.getLong(at);
                        case 4 -> data.getInt(at);
                        case 2 -> data.getShort(at);
                        default -> data.get(at);
                    };
            labels.add(Long.toString(value));
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(columns);
        out.writeShort(columns == 0 ? labels.size() : values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
        for (String label : labels) {
            out.writeUTF(label);
        }
    }

    static Prediction read(DataInput in) throws IOException {
        int columns = in.readUnsignedShort();
        int count = in.readUnsignedShort();
        if (columns == 0) {
            List<String> labels = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                labels.add(in.readUTF());
            }
            return new Prediction(0, new float[0], List.copyOf(labels));
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return new Prediction(columns, values, List.of());
    }
}
