package io.roundhouse.replay;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exchanges of files, one after the other; in memory is one line. One thread. */
final class Lines implements Closeable {
    static final int LINE_BYTES_MAX = 128 << 20; // twice what capture may write
    private static final int BUFFER_BYTES = 1 << 16;

    private final Iterator<Path> files;
    private final long bytesAll;
    private final ExchangeReader reader = new ExchangeReader();
    private byte[] line = new byte[BUFFER_BYTES];
    private @Nullable InputStream in;
    private long bytesRead;
    private long unreadable;

    Lines(List<Path> paths) {
        this.files = paths.iterator();
        this.bytesAll = paths.stream().mapToLong(Lines::size).sum();
    }

    private static long size(Path path) {
        try {
            if (Files.isRegularFile(path)) {
                return Files.size(path);
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        throw unreadable(path, null);
    }

    private static InferenceException unreadable(Path path, @Nullable Throwable cause) {
        return new InferenceException(
                ErrorCode.INVALID_REQUEST,
                path + " cannot be read; give captures that this server's user may read, as absolute paths",
                cause);
    }

    /** The next exchange; lines that are none are counted. */
    Optional<Exchange> next() throws IOException {
        while (true) {
            int length = line();
            if (length < 0) {
                return Optional.empty();
            }
            Optional<Exchange> exchange = length == 0 ? Optional.empty() : reader.read(line, length);
            if (exchange.isPresent()) {
                return exchange;
            }
            unreadable += length == 0 ? 0 : 1;
        }
    }

    /** Reads a line into {@code line}; its length, or -1 at the end of the last file. */
    private int line() throws IOException {
        int length = 0;
        while (true) {
            InputStream open = in;
            if (open == null) {
                if (!files.hasNext()) {
                    return -1;
                }
                open = new BufferedInputStream(Files.newInputStream(files.next()), BUFFER_BYTES);
                in = open;
            }
            int one = open.read();
            if (one < 0) {
                open.close();
                in = null;
                if (length > 0) {
                    return length; // without its end: what a killed server was at
                }
                continue;
            }
            bytesRead++;
            if (one == '\n') {
                return length;
            }
            if (length == line.length) {
                grow();
            }
            line[length++] = (byte) one;
        }
    }

    private void grow() {
        if (line.length >= LINE_BYTES_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST,
                    "a line is longer than " + LINE_BYTES_MAX + " bytes; this is no capture of this server");
        }
        line = Arrays.copyOf(line, Math.min(LINE_BYTES_MAX, 2 * line.length));
    }

    /** Of all bytes, 0 to 1. */
    double share() {
        return bytesAll == 0 ? 1 : (double) bytesRead / bytesAll;
    }

    long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        if (open != null) {
            open.close();
        }
    }
}
