package io.roundhouse.text;

/** MurmurHash3 of 32 bits, x86 variant, seed 0: Austin Appleby's, in the public domain. */
final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** Of the bytes from {@code start} to {@code end}, exclusive. */
    static int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        int at = start;
        for (; at + 4 <= end; at += 4) {
            hash ^= mixed(piece(bytes, at, at + 4));
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        hash ^= mixed(piece(bytes, at, end)); // of nothing it is 0
        hash ^= end - start;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    /** Up to four bytes, little-endian. */
    private static int piece(byte[] bytes, int from, int to) {
        int piece = 0;
        for (int i = to - 1; i >= from; i--) {
            piece = (piece << 8) | (bytes[i] & 0xFF);
        }
        return piece;
    }

    private static int mixed(int piece) {
        return Integer.rotateLeft(piece * C1, 15) * C2;
    }
}
