package io.roundhouse.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file. What is committed is handed to the operating system: it survives the end of the process, and a loss of power
 * as far as the disk keeps order. A file that cannot be read is set aside, one at most, and a new one begins. One thread,
 * never interrupted: an interrupt would close the file.
 */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.feedback");

    /** MVStore keeps old chunks so long, for a disk that does not keep order. */
    private static final int RETENTION_MILLIS = 10_000;

    private static final int CACHE_MIB = 16;

    /** Ids come in any order, so that each write touches another page: small ones cost less. */
    private static final int KEYS_PER_PAGE = 16;

    private static final int FILL_PERCENT = 60;
    private static final int COMPACT_BYTES = 8 << 20;
    private static final int CLOSE_MILLIS = 200;

    private final Path file;
    private @Nullable MVStore store;
    private String failure = "";

    Storage(Path directory) {
        this.file = directory.resolve("feedback.mv");
    }

    /** The open file; null when it cannot be opened now. */
    @Nullable
    MVStore open() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                store = build();
            } catch (MVStoreException e) {
                if (!isBroken(e)) {
                    throw e;
                }
                setAside(e);
                store = build();
            }
            store.setRetentionTime(RETENTION_MILLIS);
            failure = "";
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        return store;
    }

    private MVStore build() {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MIB)
                .keysPerPage(KEYS_PER_PAGE)
                .open();
    }

    private static boolean isBroken(MVStoreException e) {
        return e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                || e.getErrorCode() == DataUtils.ERROR_UNSUPPORTED_FORMAT
                || e.getErrorCode() == DataUtils.ERROR_CHUNK_NOT_FOUND
                || e.getErrorCode() == DataUtils.ERROR_READING_FAILED
                || e.getErrorCode() == DataUtils.ERROR_INTERNAL;
    }

    private void setAside(RuntimeException reason) throws IOException {
        Path broken = file.resolveSibling("feedback.mv.broken");
        Files.move(file, broken, StandardCopyOption.REPLACE_EXISTING);
        LOG.error(
                "feedback store broken set_aside={} effect=\"predictions and totals begin anew\" reason=\"{}\"",
                broken.getFileName(),
                reason.getMessage());
    }

    void commit() {
        if (store != null) {
            store.commit();
        }
    }

    /** Gives room back that no live page needs; bounded in what it writes at once. */
    void compact() {
        if (store != null) {
            store.compact(FILL_PERCENT, COMPACT_BYTES);
        }
    }

    long bytes() {
        return store == null ? 0 : store.getFileStore().size();
    }

    /** Why it is not open; empty when it is. */
    String failure() {
        return failure;
    }

    /** Closes what can be closed after something went wrong; {@link #open} is to be tried again later. */
    void fail(Exception reason) {
        boolean isKnown = reason instanceof MVStoreException known && isBroken(known);
        if (failure.isEmpty() && !isKnown) {
            LOG.error(
                    "feedback store failed effect=\"predictions are not kept, feedback is refused\" reason=\"{}\"",
                    reason.getMessage());
        }
        failure = reason instanceof MVStoreException known && known.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                ? "its file is in use by another process"
                : "its file cannot be read or written; is the disk full? See the log";
        MVStore open = store;
        store = null;
        if (open != null) {
            open.closeImmediately();
        }
        if (reason instanceof MVStoreException known && isBroken(known)) {
            try {
                setAside(known);
                failure = ""; // a new one can begin at once
            } catch (IOException e) {
                LOG.error("feedback store not set aside reason=\"{}\"", e.getMessage());
            }
        }
    }

    void close() {
        MVStore open = store;
        store = null;
        if (open != null) {
            open.close(CLOSE_MILLIS);
        }
    }
}
