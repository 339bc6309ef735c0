package io.roundhouse.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines in files that come and go: a file ends when it is full or some time old, the oldest file goes when all are too many
 * bytes or it is too old. When the disk fails, or too little of it is left for others, nothing is written for half a
 * minute, and then it is tried again. One thread writes; any may ask how it stands.
 */
final class Archive {
    private static final long RETRY_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final long SWEEP_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long SPAN_MILLIS_MAX = Duration.ofHours(1).toMillis();

    /** How it stands. */
    record Standing(int files, long bytes, long stoppedMillis, String trouble) {
        boolean isStopped() {
            return !trouble.isEmpty();
        }
    }

    /** How a file is opened; another way in tests. */
    interface Opener {
        RandomAccessFile open(Path path) throws IOException;
    }

    private final Shelf shelf;
    private final CaptureSettings settings;
    private final LongSupplier millisClock;
    private final Opener opener;
    private @Nullable RandomAccessFile file;
    private @Nullable Path path;
    private long beganMillis;
    private long namedMillis;
    private long length;
    private long sweptMillis = Long.MIN_VALUE;
    private boolean mended;
    private volatile Standing standing = new Standing(0, 0, 0, "");

    Archive(Path folder, CaptureSettings settings, LongSupplier millisClock, Opener opener) {
        this.shelf = new Shelf(folder);
        this.settings = settings;
        this.millisClock = millisClock;
        this.opener = opener;
    }

    Standing standing() {
        return standing;
    }

    /** Whether a line would be tried at all: not while the disk is left alone. */
    boolean isOpen() {
        Standing now = standing;
        return !now.isStopped() || Math.abs(millisClock.getAsLong() - now.stoppedMillis()) >= RETRY_MILLIS;
    }

    /** Writes a line; false when the disk does not take it. */
    boolean write(byte[] bytes, int count) {
        if (!isOpen()) {
            return false;
        }
        try {
            sweep(count);
            RandomAccessFile open = current(count);
            open.write(bytes, 0, count);
            length += count;
            Standing now = standing;
            standing = new Standing(now.files(), now.bytes() + count, 0, "");
            return true;
        } catch (IOException e) {
            stop("writing failed: " + said(e));
            return false;
        }
    }

    private static String said(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** What time brings, when no line comes. */
    void tick() {
        if (isOpen()) {
            try {
                sweep(0);
            } catch (IOException e) {
                stop("the folder cannot be tidied: " + said(e));
            }
        }
    }

    private RandomAccessFile current(int count) throws IOException {
        if (length + count > settings.fileBytesMax()) {
            finish();
        }
        RandomAccessFile open = file;
        if (open == null) {
            long now = millisClock.getAsLong();
            boolean hurries = now <= namedMillis && namedMillis - now < SPAN_MILLIS_MAX; // files within a millisecond
            namedMillis = hurries ? namedMillis + 1 : now;
            path = shelf.begin(namedMillis);
            open = opener.open(path);
            file = open;
            beganMillis = now;
            length = 0;
            Standing before = standing;
            standing = new Standing(before.files() + 1, before.bytes(), before.stoppedMillis(), before.trouble());
            requireFree();
        }
        return open;
    }

    private void requireFree() throws IOException {
        long free = shelf.freeBytes();
        if (free < settings.freeBytesMin()) {
            throw new IOException("the disk has " + free + " bytes left, free_bytes_min is " + settings.freeBytesMin());
        }
    }

    /** Ends what is old, deletes what is too old or too much; looks at the disk now and then. */
    private void sweep(int coming) throws IOException {
        long now = millisClock.getAsLong();
        boolean full = standing.bytes() + coming > settings.totalBytesMax();
        if (!full && mended && Math.abs(now - sweptMillis) < SWEEP_MILLIS) {
            return;
        }
        sweptMillis = now;
        if (!mended) {
            shelf.mend();
            mended = true;
        }
        long span = Math.min(SPAN_MILLIS_MAX, settings.ageMax().toMillis() / 4);
        if (file != null && Math.abs(now - beganMillis) >= span) {
            finish();
        }
        if (file != null) {
            requireFree();
        }
        List<Shelf.Item> items = shelf.items();
        long bytes = items.stream().mapToLong(Shelf.Item::bytes).sum();
        int files = items.size();
        for (Shelf.Item item : items) {
            boolean old = now - item.beganMillis() > settings.ageMax().toMillis();
            if (!old && bytes + coming <= settings.totalBytesMax()) {
                break;
            }
            if (item.isPart()) {
                finish(); // it is the only one; its lines go too
            }
            Files.deleteIfExists(item.isPart() ? Shelf.finished(item.path()) : item.path());
            bytes -= item.bytes();
            files--;
        }
        standing = new Standing(files, bytes, standing.stoppedMillis(), standing.trouble());
    }

    /** Writes nothing for a while. */
    void stop(String trouble) {
        try {
            finish();
        } catch (IOException e) {
            mended = false; // later, with what a crash would have left
        }
        standing = new Standing(standing.files(), standing.bytes(), millisClock.getAsLong(), trouble);
    }

    /** Ends the file that is written; what stands in it is whole lines, whatever the last write did. */
    private void finish() throws IOException {
        RandomAccessFile open = file;
        Path of = path;
        file = null;
        path = null;
        if (open != null && of != null) {
            try (open) {
                open.setLength(length);
            } finally {
                length = 0;
            }
            shelf.finish(of);
        }
    }

    void close() {
        try {
            finish();
        } catch (IOException e) {
            stop("the last file could not be finished: " + said(e)); // the next one mends it
        }
    }
}
