package io.roundhouse.host;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@link CrashJournal}: slots of eight words, a cache line each, mapped and filled, so that writing needs no call
 * of the system and no block of the disk. What was written stays in the page cache when the process dies; it need not survive
 * the machine, and is never forced to the disk.
 *
 * <pre>
 *  word 0        1 2      3 4          5       6          7
 *  generation    model    fingerprint  sketch  checksum   mark: written last, by itself
 * </pre>
 *
 * <p>The checksum covers words 0 to 5: a slot that was half written is no slot. The mark is one aligned word, and so never torn.
 */
final class CrashJournalFile implements AutoCloseable {
    static final int LANES = 64;
    static final int LANE_SLOTS = 2 * LANES;
    static final int VERDICTS = 63;
    private static final int WORDS = 8;
    private static final int SLOT_BYTES = WORDS * Long.BYTES;
    private static final int CHECKSUM = 6;
    private static final int MARK = 7;
    private static final int BYTES = SLOT_BYTES * (1 + LANE_SLOTS + VERDICTS); // 3 pages
    private static final long MAGIC = 0x0100_6c6e_726a_6872L; // "rhjrnl", format 1
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a slot says. */
    record Entry(long generation, long modelHigh, long modelLow, long high, long low, long sketch, long mark) {}

    private final FileChannel channel;
    private final MappedByteBuffer map;

    private CrashJournalFile(FileChannel channel, MappedByteBuffer map) {
        this.channel = channel;
        this.map = map;
    }

    /**
     * Opens or makes it; one process only. One of another size or format is begun anew.
     *
     * @throws IOException also where another process has it
     */
    static CrashJournalFile open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            boolean known = channel.size() == BYTES;
            if (!known) {
                channel.truncate(0);
                channel.write(ByteBuffer.allocate(BYTES), 0); // filled, not sparse: a full disk is told here
            }
            MappedByteBuffer map = channel.map(MapMode.READ_WRITE, 0, BYTES);
            CrashJournalFile file = new CrashJournalFile(channel, map);
            if ((long) LONG.get(map, 0) != MAGIC) {
                file.clear();
            }
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("crash journal " + path + " is open already in this process", e);
        }
        if (lock == null) {
            throw new IOException("crash journal " + path + " is open in another process");
        }
    }

    private void clear() {
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            LONG.set(map, at, 0L);
        }
        LONG.setRelease(map, 0, MAGIC);
    }

    /** Writes all but the mark, which says that this counts. */
    void write(int slot, long generation, long modelHigh, long modelLow, long high, long low, long sketch) {
        int at = at(slot);
        LONG.setOpaque(map, at, generation);
        LONG.setOpaque(map, at + 8, modelHigh);
        LONG.setOpaque(map, at + 16, modelLow);
        LONG.setOpaque(map, at + 24, high);
        LONG.setOpaque(map, at + 32, low);
        LONG.setOpaque(map, at + 40, sketch);
        LONG.setOpaque(map, at + CHECKSUM * 8, checksum(generation, modelHigh, modelLow, high, low, sketch));
    }

    /** Nothing written before it comes after it. */
    void mark(int slot, long mark) {
        LONG.setRelease(map, at(slot) + MARK * 8, mark);
    }

    /** None where nothing was written, or not all of it. */
    @Nullable
    Entry read(int slot) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (long) LONG.getAcquire(map, at(slot) + i * 8);
        }
        boolean whole = words[CHECKSUM] == checksum(words[0], words[1], words[2], words[3], words[4], words[5]);
        return whole && words[0] != 0
                ? new Entry(words[0], words[1], words[2], words[3], words[4], words[5], words[MARK])
                : null;
    }

    private static int at(int slot) {
        return (slot + 1) * SLOT_BYTES; // the first holds the format
    }

    private static long checksum(long a, long b, long c, long d, long e, long f) {
        long sum = 0x243F6A8885A308D3L; // so that zeros are not whole
        sum = mix(sum ^ a);
        sum = mix(sum ^ b);
        sum = mix(sum ^ c);
        sum = mix(sum ^ d);
        sum = mix(sum ^ e);
        return mix(sum ^ f);
    }

    private static long mix(long word) {
        long mixed = word * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** Lets another process have it; the mapping goes with the garbage. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
