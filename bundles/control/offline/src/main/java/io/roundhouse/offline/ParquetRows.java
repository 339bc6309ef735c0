package io.roundhouse.offline;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** Parquet: row group after row group, of each only the columns that are wanted, of each a page at a time. */
final class ParquetRows implements RowsReader {
    private static final int STEP = 128; // rows, after which it is looked how long they are

    private final Path file;
    private final FileChannel channel;
    private final ParquetFooter footer;
    private final Batch batch;
    private final List<ParquetValues> values = new ArrayList<>();
    private int group;
    private long left;
    private long done;
    private volatile double share;

    ParquetRows(Path file, List<TensorSpec> columns) throws IOException {
        this.file = file;
        this.batch = new Batch(columns);
        this.channel = FileChannel.open(file);
        try {
            this.footer = ParquetFooter.read(file, channel);
        } catch (InferenceException | IOException e) {
            channel.close();
            throw e;
        }
    }

    static List<String> columns(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return List.copyOf(ParquetFooter.read(file, channel).columns.keySet());
        }
    }

    @Override
    public Tensors next() throws IOException {
        try {
            while (!batch.isFull() && (left > 0 || nextGroup())) {
                int rows = (int) Math.min(left, Math.min(STEP, BATCH - batch.rows()));
                for (ParquetValues column : values) {
                    column.read(rows, done + 1);
                }
                for (int i = 0; i < rows; i++) {
                    batch.rowEnds();
                }
                left -= rows;
                done += rows;
            }
        } catch (InferenceException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // a library's, at bytes that are not what they should be
            throw Mistakes.file(file, "it cannot be read behind row " + done + ": " + e.getMessage());
        }
        share = (double) done / Math.max(1, footer.meta.getNum_rows());
        return batch.take();
    }

    private boolean nextGroup() throws IOException {
        if (group == footer.meta.getRow_groupsSize()) {
            return false;
        }
        RowGroup next = footer.meta.getRow_groups().get(group++);
        left = next.getNum_rows();
        values.clear();
        for (Cells cells : batch.columns()) {
            String name = cells.spec.name();
            ColumnChunk chunk = next.getColumns().stream()
                    .filter(one -> one.getMeta_data().getPath_in_schema().equals(List.of(name)))
                    .findFirst()
                    .orElseThrow(() -> Mistakes.file(file, "it has no column '" + name + "'"));
            if (chunk.getMeta_data().getNum_values() != left) {
                throw new IOException("column '" + name + "' has another number of rows than its row group");
            }
            values.add(ParquetValues.of(
                    file,
                    footer.columns.get(name),
                    cells,
                    new ParquetPages(channel, chunk.getMeta_data()),
                    footer.meta.getCreated_by()));
        }
        return true;
    }

    @Override
    public double share() {
        return share;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
