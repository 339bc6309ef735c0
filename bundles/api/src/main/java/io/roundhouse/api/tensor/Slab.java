package io.roundhouse.api.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Direct memory for tensors. A direct buffer of its own costs about a microsecond and a cleaner, so small ones are cut
 * from a slab of the thread, front to back. A slab is never reused: it goes when the last tensor cut from it goes, so
 * there is nothing to free and nothing to use after it is freed. Slabs hold JDK classes only and pin no bundle.
 */
final class Slab {
    private static final int SLAB_BYTES = 64 * 1024;
    private static final int SMALL_BYTES = 8 * 1024;
    private static final int ALIGNMENT = 64; // a cache line, and what vector instructions like best

    private static final ThreadLocal<@Nullable ByteBuffer> CURRENT = new ThreadLocal<>();

    private Slab() {}

    static ByteBuffer allocate(int size) {
        if (size > SMALL_BYTES) {
            return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer slab = CURRENT.get();
        if (slab == null || slab.remaining() < size) {
            slab = ByteBuffer.allocateDirect(SLAB_BYTES + ALIGNMENT).alignedSlice(ALIGNMENT);
            CURRENT.set(slab);
        }
        ByteBuffer cut = slab.slice(slab.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        int next = slab.position() + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        slab.position(Math.min(next, slab.limit()));
        return cut;
    }
}
