package io.roundhouse.offline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes, counted. */
final class Bytes extends InputStream {
    private final InputStream in;
    private final long size;
    private int lastInk = -1;
    private long read;
    private volatile long done; // read by the thread that shows how far it is

    Bytes(Path file) throws IOException {
        size = Files.size(file);
        in = Files.newInputStream(file);
    }

    double share() {
        return size == 0 ? 1 : Math.min(1, (double) done / size);
    }

    /** The last byte so far that is no line end; -1 before the first. */
    int lastInk() {
        return lastInk;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            read += count;
            done = read;
            for (int i = offset + count - 1; i >= offset; i--) {
                if (bytes[i] != '\n' && bytes[i] != '\r') {
                    lastInk = bytes[i];
                    break;
                }
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
