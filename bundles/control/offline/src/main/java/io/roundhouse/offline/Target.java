package io.roundhouse.offline;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name when it is whole, and never before: written beside it as {@code NAME.part}. Whatever
 * kills the writer leaves at most that, which the next one begins anew.
 */
final class Target implements AutoCloseable {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean published;

    Target(Path file) throws IOException {
        this(file, file.getFileName() + ".part");
    }

    /** One in a folder that the server reads: it passes over names like this. */
    static Target unseen(Path file) throws IOException {
        return new Target(file, "." + file.getFileName() + ".tmp");
    }

    private Target(Path file, String part) throws IOException {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refused(
                    folder == null ? "'" + file + "' is no name of a file" : "there is no folder '" + folder + "'",
                    null);
        }
        if (Files.isDirectory(file)) {
            throw refused("'" + file + "' is a folder", null);
        }
        this.part = folder.resolve(part);
        try {
            channel = FileChannel.open(this.part, CREATE, WRITE);
        } catch (IOException e) {
            throw refused("'" + this.part + "' cannot be written", e);
        }
        if (!isMine()) {
            channel.close();
            throw refused("'" + file + "' is being written by another run", null);
        }
        channel.truncate(0);
        stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    /** The lock is the process's and goes with it. */
    private boolean isMine() throws IOException {
        try {
            return channel.tryLock() != null && Files.exists(part); // else it was renamed between opening and locking
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static InferenceException refused(String what, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_INPUT, what, cause);
    }

    Path file() {
        return file;
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives the file its name: all of it is on the disk then. */
    void publish() throws IOException {
        stream.flush();
        channel.force(true);
        Files.move(part, file, ATOMIC_MOVE);
        published = true;
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true); // else the old name may come back after a power cut
        }
    }

    /** Without {@link #publish}, nothing was written. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (!published) {
                Files.deleteIfExists(part);
            }
        }
    }
}
