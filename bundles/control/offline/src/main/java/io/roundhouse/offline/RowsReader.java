package io.roundhouse.offline;

import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;

/** A file as columns, batch after batch; one thread. */
interface RowsReader extends AutoCloseable {
    /** The most rows of a batch: some kilobytes a column, which stay in the caches. */
    int BATCH = 1024;

    /**
     * The next rows, at most {@link #BATCH}, and fewer where they are long; none at the end.
     *
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_INPUT}: with file, line, column and value
     */
    Tensors next() throws IOException;

    /** How much of the file is read, 0 to 1. */
    double share();

    @Override
    void close() throws IOException;
}
