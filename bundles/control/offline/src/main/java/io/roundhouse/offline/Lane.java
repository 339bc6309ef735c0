package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** One column of a batch that is being written: its elements in order, as the file's types. */
final class Lane {
    private static final int WIDTH_MAX = 16_384;

    final String name;
    final Kind kind;

    /** How many elements a row has. */
    final int width;

    /** Whether a row is a list in itself, even of one element. */
    final boolean isList;

    private final DataType type;
    private final ByteBuffer data;

    private Lane(String name, Tensor tensor) {
        this.name = name;
        this.type = tensor.type();
        this.kind = kind(name, type);
        this.isList = tensor.shape().rank() > 1;
        this.width = width(name, tensor);
        this.data = tensor.data();
    }

    /** All columns of a batch. */
    static List<Lane> of(Tensors batch) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            lanes.add(new Lane(batch.names().get(i), batch.values().get(i)));
        }
        return lanes;
    }

    /** The names of its columns in a file where a cell is one value. */
    List<String> flatNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            names.add(isList ? name + "_" + i : name);
        }
        return names;
    }

    /** What a file makes of a type. */
    enum Kind {
        DOUBLE,
        FLOAT,
        WHOLE,
        FLAG,
        TEXT
    }

    private static Kind kind(String name, DataType type) {
        return switch (type) {
            case FP64 -> Kind.DOUBLE;
            case FP32 -> Kind.FLOAT;
            case BOOL -> Kind.FLAG;
            case BYTES -> Kind.TEXT;
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> Kind.WHOLE;
            default ->
                throw new InferenceException(
                        ErrorCode.UNSUPPORTED,
                        "column '" + name + "' is " + type + ", which no file can hold; leave it out of the columns");
        };
    }

    private static int width(String name, Tensor tensor) {
        if (tensor.shape().rank() < 2) {
            return 1;
        }
        long width = tensor.shape().withRows(1).elements();
        if (width > WIDTH_MAX) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "column '" + name + "' has " + width + " numbers a row, a file takes at most " + WIDTH_MAX
                            + "; leave it out of the columns");
        }
        return (int) width;
    }

    double nextDouble() {
        return data.getDouble();
    }

    float nextFloat() {
        return data.getFloat();
    }

    boolean nextFlag() {
        return data.get() != 0;
    }

    long nextWhole() {
        return switch (type) {
            case INT8 -> data.get();
            case UINT8 -> data.get() & 0xffL;
            case INT16 -> data.getShort();
            case UINT16 -> data.getShort() & 0xffffL;
            case INT32 -> data.getInt();
            case UINT32 -> data.getInt() & 0xffff_ffffL;
            default -> data.getLong();
        };
    }

    /** The next text, checked to be one. */
    byte[] nextText(long row) {
        byte[] text = new byte[data.getInt()];
        data.get(text);
        for (byte b : text) {
            if (b < 0) {
                check(text, row);
                break;
            }
        }
        return text;
    }

    private void check(byte[] text, long row) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "row " + row + ": column '" + name + "' holds bytes that are no UTF-8 text, which no file here can"
                            + " hold; leave it out of the columns");
        }
    }

    /** The same column in the next batch has to be of this kind and width. */
    void checkSame(Lane other, long row) {
        if (kind != other.kind || width != other.width || isList != other.isList || !name.equals(other.name)) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "column '" + name + "' has " + width + " values a row at first and " + other.width + " from row "
                            + row + " on; JSON lines (.jsonl) can hold that");
        }
    }
}
