package io.roundhouse.offline;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** How the pages of a column are packed. All of it is Java: natives would have to be unloaded with the bundle. */
interface Unpacking {
    /**
     * Exactly {@code size} bytes.
     *
     * @throws IOException it is not what it says to be
     */
    byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException;

    static Unpacking of(CompressionCodec codec) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> Unpacking::copy;
            case SNAPPY -> with(new SnappyDecompressor());
            case ZSTD -> with(new ZstdDecompressor());
            case LZ4_RAW -> with(new Lz4Decompressor());
            case GZIP -> Unpacking::gunzip;
            default ->
                throw new IOException("it is packed by " + codec
                        + ", which is not read here; SNAPPY, ZSTD, GZIP, LZ4_RAW and none are");
        };
    }

    private static byte[] copy(byte[] packed, int offset, int length, int size) throws IOException {
        if (length != size) {
            throw new IOException("a page of " + size + " bytes has " + length);
        }
        byte[] plain = new byte[size];
        System.arraycopy(packed, offset, plain, 0, size);
        return plain;
    }

    private static Unpacking with(Decompressor decompressor) {
        return (packed, offset, length, size) -> {
            byte[] plain = new byte[size];
            int found = size == 0 ? 0 : decompressor.decompress(packed, offset, length, plain, 0, size);
            if (found != size) {
                throw new IOException("a page of " + size + " bytes has " + found);
            }
            return plain;
        };
    }

    private static byte[] gunzip(byte[] packed, int offset, int length, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed, offset, length))) {
            byte[] plain = in.readNBytes(size);
            if (plain.length != size) {
                throw new IOException("a page of " + size + " bytes has " + plain.length);
            }
            return plain;
        }
    }
}
