package io.roundhouse.drift;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.Locale;
import java.util.Optional;

/**
 * An input or an output that is watched.
 *
 * @param width elements of a row
 */
record Column(String name, Side side, Kind kind, int width) {
    /** Wider rows are not watched: they are pictures and sounds, of which a distribution says little. */
    static final int WIDTH_MAX = 4096;

    enum Side {
        INPUT,
        OUTPUT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Kind {
        NUMBER,
        CATEGORY,
        VECTOR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a tensor is watched as; empty where its rows have no fixed width, are too wide, or are several texts.
     *
     * @param batches whether dimension 0 is the row; otherwise all of it is one row
     */
    static Optional<Column> of(TensorSpec spec, Side side, boolean batches) {
        Shape shape = spec.shape();
        long width = 1;
        for (int i = batches ? 1 : 0; i < shape.rank(); i++) {
            if (shape.dim(i) < 1 || shape.dim(i) > WIDTH_MAX / width) {
                return Optional.empty();
            }
            width *= shape.dim(i);
        }
        boolean category = spec.type() == DataType.BYTES || spec.type() == DataType.BOOL;
        if (category && width > 1) {
            return Optional.empty();
        }
        Kind kind = category ? Kind.CATEGORY : width == 1 ? Kind.NUMBER : Kind.VECTOR;
        return Optional.of(new Column(spec.name(), side, kind, (int) width));
    }

    /** Whether that one is of the same name on the same side. */
    boolean isNamedAs(Column other) {
        return name.equals(other.name) && side == other.side;
    }

    /** As a person reads it. */
    String text() {
        return kind == Kind.VECTOR ? kind.word() + " of " + width : kind.word();
    }
}
