package io.roundhouse.tabular;

import java.nio.ByteBuffer;

/** MurmurHash3, x86, 32 bits: what other tools call {@code murmurhash3_32}, so that buckets agree with theirs. */
final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** The hash of some bytes of a little-endian buffer. */
    static int hash(ByteBuffer data, int at, int length, int seed) {
        int hash = seed;
        int end = at + (length & ~3);
        for (int i = at; i < end; i += Integer.BYTES) {
            hash = Integer.rotateLeft(hash ^ mixed(data.getInt(i)), 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int i = (length & 3) - 1; i >= 0; i--) {
            rest = (rest << 8) | (data.get(end + i) & 0xff);
        }
        return finished(hash ^ mixed(rest) ^ length);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finished(int hash) {
        int last = hash ^ hash >>> 16;
        last *= 0x85ebca6b;
        last = (last ^ last >>> 13) * 0xc2b2ae35;
        return last ^ last >>> 16;
    }
}
