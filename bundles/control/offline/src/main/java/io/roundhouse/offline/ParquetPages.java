package io.roundhouse.offline;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The pages of one column in one row group, one at a time in memory. */
final class ParquetPages implements PageReader {
    private static final int PAGE_BYTES_MAX = 256 << 20;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ColumnMetaData column;
    private final Unpacking unpacking;
    private final InputStream in;
    private @Nullable PageHeader ahead;
    private long values;

    ParquetPages(FileChannel channel, ColumnMetaData column) throws IOException {
        this.column = column;
        this.unpacking = Unpacking.of(column.getCodec());
        long begin = column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
        this.in = new BufferedInputStream(
                new Slice(channel, begin, begin + column.getTotal_compressed_size()), BUFFER_BYTES);
    }

    @Override
    public long getTotalValueCount() {
        return column.getNum_values();
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        try {
            PageHeader header = header();
            if (header.getType() != PageType.DICTIONARY_PAGE) {
                ahead = header;
                return null;
            }
            byte[] plain = body(header, 0);
            int words = header.getDictionary_page_header().getNum_values();
            if (words < 0 || words > plain.length) {
                throw new IOException(
                        "a dictionary of " + plain.length + " bytes says that it has " + words + " words");
            }
            return new DictionaryPage(
                    BytesInput.from(plain),
                    words,
                    encoding(header.getDictionary_page_header().getEncoding()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataPage readPage() {
        try {
            PageHeader header = ahead == null ? header() : ahead;
            ahead = null;
            return switch (header.getType()) {
                case DATA_PAGE -> first(header);
                case DATA_PAGE_V2 -> second(header);
                default -> throw new IOException("a page of type " + header.getType() + " stands among the data");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataPage first(PageHeader header) throws IOException {
        DataPageHeader data = header.getData_page_header();
        count(data.getNum_values());
        byte[] plain = body(header, 0);
        return new DataPageV1(
                BytesInput.from(plain),
                data.getNum_values(),
                plain.length,
                null,
                encoding(data.getRepetition_level_encoding()),
                encoding(data.getDefinition_level_encoding()),
                encoding(data.getEncoding()));
    }

    private DataPage second(PageHeader header) throws IOException {
        DataPageHeaderV2 data = header.getData_page_header_v2();
        count(data.getNum_values());
        int repetitions = data.getRepetition_levels_byte_length();
        int levels = Math.addExact(repetitions, data.getDefinition_levels_byte_length());
        if (repetitions < 0 || levels < repetitions || levels > header.getCompressed_page_size()) {
            throw new IOException("a page says that it has levels of " + levels + " bytes");
        }
        byte[] all = data.isIs_compressed() ? body(header, levels) : packed(header);
        return DataPageV2.uncompressed(
                data.getNum_rows(),
                data.getNum_nulls(),
                data.getNum_values(),
                BytesInput.from(all, 0, repetitions),
                BytesInput.from(all, repetitions, levels - repetitions),
                encoding(data.getEncoding()),
                BytesInput.from(all, levels, all.length - levels),
                null);
    }

    private void count(int more) throws IOException {
        values += more;
        if (more < 0 || values > column.getNum_values()) {
            throw new IOException("a column has more values than it says");
        }
    }

    private PageHeader header() throws IOException {
        PageHeader header = Util.readPageHeader(in);
        int packed = header.getCompressed_page_size();
        int plain = header.getUncompressed_page_size();
        if (packed < 0 || plain < 0 || packed > PAGE_BYTES_MAX || plain > PAGE_BYTES_MAX) {
            throw new IOException("a page says that it has " + plain + " bytes, packed " + packed);
        }
        return header;
    }

    private byte[] packed(PageHeader header) throws IOException {
        byte[] packed = in.readNBytes(header.getCompressed_page_size());
        if (packed.length < header.getCompressed_page_size()) {
            throw new IOException("a page ends early");
        }
        return packed;
    }

    /** The page unpacked, but for its first bytes, which are plain. */
    private byte[] body(PageHeader header, int plain) throws IOException {
        byte[] packed = packed(header);
        byte[] rest =
                unpacking.unpack(packed, plain, packed.length - plain, header.getUncompressed_page_size() - plain);
        if (plain == 0) {
            return rest;
        }
        byte[] all = new byte[plain + rest.length];
        System.arraycopy(packed, 0, all, 0, plain);
        System.arraycopy(rest, 0, all, plain, rest.length);
        return all;
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    /** A part of the file. */
    private static final class Slice extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        private Slice(FileChannel channel, long position, long end) {
            this.channel = channel;
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
            position += Math.max(0, count);
            return count;
        }
    }
}
