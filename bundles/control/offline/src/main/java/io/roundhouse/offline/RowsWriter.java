package io.roundhouse.offline;

import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;

/** Columns to a file, batch after batch; one thread. The first batch says which columns there are. */
interface RowsWriter {
    /** Writes some rows. The column {@code x} of shape {@code [-1,3]} becomes {@code x_0}, {@code x_1}, {@code x_2}, or a list where lists can be. */
    void write(Tensors batch) throws IOException;

    /**
     * Ends the content; the stream stays open.
     *
     * @param lineage where it comes from, as JSON
     */
    void finish(String lineage) throws IOException;
}
