package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of rows as it was at the beginning of a run. */
final class DataFile {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path path;
    private final long size;
    private final FileTime time;

    DataFile(Path path) throws IOException {
        this.path = path;
        this.size = Files.size(path);
        this.time = Files.getLastModifiedTime(path);
    }

    Path path() {
        return path;
    }

    /** SHA-256 of it, hexadecimal. */
    String hash() throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                if (Thread.interrupted()) {
                    throw cancelled();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What several passes say is true of one file only. */
    void checkUnchanged() throws IOException {
        if (size != Files.size(path) || !time.equals(Files.getLastModifiedTime(path))) {
            throw Mistakes.file(path, "it was changed while it was being read; run it again");
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    static InferenceException cancelled() {
        return new InferenceException(ErrorCode.CANCELLED, "interrupted; nothing was written");
    }
}
