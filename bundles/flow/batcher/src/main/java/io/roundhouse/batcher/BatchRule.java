package io.roundhouse.batcher;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;

/** Which rows may lie in one batch. Pure; any thread. */
final class BatchRule {
    /** A batch of several is copied together, and this bounds the copy: rows_max large requests could need gigabytes. */
    static final long BYTES_MAX = 64L << 20;

    private final boolean batches;
    private final int rowsMax;

    /**
     * @param batches whether the model has rows at all
     * @param rowsMax at most so many in a batch of several requests
     */
    BatchRule(boolean batches, int rowsMax) {
        this.batches = batches;
        this.rowsMax = rowsMax;
    }

    /** Whether dimension 0 of what goes in and comes out is the row. */
    boolean batches() {
        return batches;
    }

    int rowsMax() {
        return rowsMax;
    }

    /** The rows of a request that could run together with others; 0 when it must run alone. */
    int joinableRows(Tensors inputs) {
        long rows = inputs.rows();
        if (!batches || rows < 1 || rows >= rowsMax) {
            return 0;
        }
        List<Tensor> tensors = inputs.values();
        for (int i = 0; i < tensors.size(); i++) {
            Shape shape = tensors.get(i).shape();
            if (shape.rank() == 0 || shape.rows() != rows) {
                return 0;
            }
        }
        return (int) rows;
    }

    /** Whether two requests that may join others may join each other: same names, same types, same shape of a row. */
    static boolean sameKind(Tensors one, Tensors other) {
        if (one.names() != other.names() && !one.names().equals(other.names())) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            Tensor a = one.values().get(i);
            Tensor b = other.values().get(i);
            if (a.type() != b.type() || !a.shape().sameRowAs(b.shape())) {
                return false;
            }
        }
        return true;
    }
}
