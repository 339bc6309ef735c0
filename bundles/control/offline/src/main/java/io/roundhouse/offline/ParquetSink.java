package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * Parquet: row groups of column after column, and at the end what is where. The lineage stands there too, under {@code
 * roundhouse.lineage}.
 */
final class ParquetSink implements RowsWriter {
    static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    static final String LINEAGE_KEY = "roundhouse.lineage";

    private static final long GROUP_BYTES_MAX = 32L << 20; // held back on the heap
    private static final int FORMAT_VERSION = 1;

    private final Counted out;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private List<Lane> first = List.of();
    private long rows;
    private long groupBegin;

    ParquetSink(OutputStream out) throws IOException {
        this.out = new Counted(out);
        this.out.write(MAGIC);
    }

    @Override
    public void write(Tensors batch) throws IOException {
        List<Lane> lanes = Lane.of(batch);
        if (first.isEmpty()) {
            first = lanes;
            lanes.forEach(lane -> lane.flatNames().forEach(name -> columns.add(new ParquetColumn(name, lane.kind))));
        }
        int begin = 0;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            first.get(i).checkSame(lane, rows + 1);
            for (long row = 1; row <= batch.rows(); row++) {
                for (int j = 0; j < lane.width; j++) {
                    columns.get(begin + j).add(lane, rows + row);
                }
            }
            begin += lane.width;
        }
        rows += batch.rows();
        if (columns.stream().mapToLong(ParquetColumn::size).sum() > GROUP_BYTES_MAX) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long begin = out.count;
        for (ParquetColumn column : columns) {
            chunks.add(column.end(out, out.count));
        }
        groups.add(new RowGroup(chunks, out.count - begin, rows - groupBegin));
        groupBegin = rows;
    }

    @Override
    public void finish(String lineage) throws IOException {
        if (rows > groupBegin) {
            endGroup();
        }
        List<SchemaElement> schema = new ArrayList<>();
        SchemaElement root = new SchemaElement("rows");
        root.setNum_children(columns.size());
        schema.add(root);
        columns.forEach(column -> schema.add(column.schema()));
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, schema, rows, groups);
        footer.setCreated_by("roundhouse");
        footer.addToKey_value_metadata(new KeyValue(LINEAGE_KEY).setValue(lineage));
        long begin = out.count;
        Util.writeFileMetaData(footer, out);
        int size = Math.toIntExact(out.count - begin);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .array());
        out.write(MAGIC);
    }

    /** Knows where in the file it is. */
    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private long count;

        private Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
