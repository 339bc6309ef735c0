package io.roundhouse.capture;

/** Which requests are written: a share of them by a hash of the id, so that every server and every run takes the same. */
final class Sampling {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double RANGE = 0x1p53;

    private final double share;

    Sampling(double share) {
        this.share = share;
    }

    boolean takes(String id) {
        return share >= 1 || place(id) < share;
    }

    /** Evenly from 0 to 1. FNV-1a, and murmur's last steps: the ids of a counter differ in their last bits only. */
    private static double place(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (hash >>> 11) / RANGE;
    }
}
