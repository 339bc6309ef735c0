package io.roundhouse.offline;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** What the end of a Parquet file says: what is where, and of what type. */
final class ParquetFooter {
    private static final int TAIL = Integer.BYTES + ParquetSink.MAGIC.length;
    private static final int FOOTER_BYTES_MAX = 64 << 20;

    final FileMetaData meta;

    /** The columns of one value a row, by name; what lies in lists and groups is not offered. */
    final Map<String, SchemaElement> columns = new LinkedHashMap<>();

    private ParquetFooter(FileMetaData meta) {
        this.meta = meta;
        List<SchemaElement> schema = meta.getSchema();
        for (int i = 1; i < schema.size(); i = next(schema, i)) {
            SchemaElement element = schema.get(i);
            if (element.isSetType() && element.getRepetition_type() != FieldRepetitionType.REPEATED) {
                columns.put(element.getName(), element);
            }
        }
    }

    /** The place behind this element and all that is in it. */
    private static int next(List<SchemaElement> schema, int index) {
        int open = 1;
        int at = index;
        while (open > 0 && at < schema.size()) {
            open += schema.get(at++).getNum_children() - 1;
        }
        return at;
    }

    static ParquetFooter read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < TAIL + ParquetSink.MAGIC.length) {
            throw Mistakes.file(file, "it is no Parquet file, as it has " + size + " bytes");
        }
        ByteBuffer tail = bytes(channel, size - TAIL, TAIL);
        int length = tail.getInt();
        byte[] magic = new byte[ParquetSink.MAGIC.length];
        tail.get(magic);
        if (!Arrays.equals(magic, ParquetSink.MAGIC)) {
            throw Mistakes.file(file, "it is no whole Parquet file, as it does not end in PAR1");
        }
        if (length < 0 || length > FOOTER_BYTES_MAX || length > size - TAIL) {
            throw Mistakes.file(file, "it is damaged: its footer says that it has " + length + " bytes");
        }
        try {
            byte[] footer = bytes(channel, size - TAIL - length, length).array();
            return new ParquetFooter(Util.readFileMetaData(new ByteArrayInputStream(footer), FOOTER_BYTES_MAX));
        } catch (IOException | RuntimeException e) {
            throw Mistakes.file(file, "it is damaged: its footer cannot be read (" + e.getMessage() + ")");
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
