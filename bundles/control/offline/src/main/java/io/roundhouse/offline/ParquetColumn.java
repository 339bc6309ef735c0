package io.roundhouse.offline;

import io.airlift.compress.snappy.SnappyCompressor;
import io.roundhouse.offline.Lane.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * One column of the row group that is being written: pages of plain values, which are the bytes that a tensor has, packed
 * by Snappy. No value is null (a missing number is NaN), so that pages have no levels.
 */
final class ParquetColumn {
    private static final int PAGE_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 1 << 12; // a file may have thousands of columns

    private final String name;
    private final Kind kind;
    private final SnappyCompressor snappy = new SnappyCompressor();
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private ByteBuffer page = buffer(FIRST_BYTES);
    private int bits;
    private int pageValues;
    private long values;
    private long plainBytes;

    ParquetColumn(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    SchemaElement schema() {
        SchemaElement element = new SchemaElement(name);
        element.setType(type());
        element.setRepetition_type(FieldRepetitionType.REQUIRED);
        if (kind == Kind.TEXT) {
            element.setConverted_type(ConvertedType.UTF8);
            element.setLogicalType(LogicalType.STRING(new StringType()));
        }
        return element;
    }

    private Type type() {
        return switch (kind) {
            case DOUBLE -> Type.DOUBLE;
            case FLOAT -> Type.FLOAT;
            case WHOLE -> Type.INT64;
            case FLAG -> Type.BOOLEAN;
            case TEXT -> Type.BYTE_ARRAY;
        };
    }

    /** The lane's next value. */
    void add(Lane lane, long row) throws IOException {
        switch (kind) {
            case DOUBLE -> room(Double.BYTES).putDouble(lane.nextDouble());
            case FLOAT -> room(Float.BYTES).putFloat(lane.nextFloat());
            case WHOLE -> room(Long.BYTES).putLong(lane.nextWhole());
            case FLAG -> flag(lane.nextFlag());
            case TEXT -> {
                byte[] text = lane.nextText(row);
                room(Integer.BYTES + text.length).putInt(text.length).put(text);
            }
        }
        pageValues++;
        if (page.position() >= PAGE_BYTES) {
            endPage();
        }
    }

    /** Eight of them are a byte, the first its lowest bit. */
    private void flag(boolean flag) {
        int bit = pageValues % Byte.SIZE;
        bits = (bit == 0 ? 0 : bits) | (flag ? 1 << bit : 0);
        if (bit == Byte.SIZE - 1) {
            room(1).put((byte) bits);
        }
    }

    private ByteBuffer room(int size) {
        if (page.remaining() < size) {
            int needed = Math.addExact(page.position(), size);
            page = buffer(Math.max(needed, 2 * page.capacity())).put(page.flip());
        }
        return page;
    }

    private void endPage() throws IOException {
        if (pageValues == 0) {
            return;
        }
        if (kind == Kind.FLAG && pageValues % Byte.SIZE != 0) {
            room(1).put((byte) bits);
        }
        int size = page.position();
        byte[] packed = new byte[snappy.maxCompressedLength(size)];
        int packedSize = snappy.compress(page.array(), page.arrayOffset(), size, packed, 0, packed.length);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, size, packedSize);
        header.setData_page_header(new DataPageHeader(pageValues, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        int before = pages.size();
        Util.writePageHeader(header, pages);
        plainBytes += size + (pages.size() - before);
        pages.write(packed, 0, packedSize);
        values += pageValues;
        pageValues = 0;
        page.clear();
    }

    /** The bytes that are held back until the row group ends. */
    long size() {
        return pages.size() + (long) page.position();
    }

    /** Ends the row group: writes what was held back, which begins at that offset of the file. */
    ColumnChunk end(OutputStream out, long offset) throws IOException {
        endPage();
        ColumnMetaData data = new ColumnMetaData(
                type(),
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(name),
                CompressionCodec.SNAPPY,
                values,
                plainBytes,
                pages.size(),
                offset);
        pages.writeTo(out);
        ColumnChunk chunk = new ColumnChunk(offset);
        chunk.setMeta_data(data);
        pages.reset();
        values = 0;
        plainBytes = 0;
        return chunk;
    }
}
