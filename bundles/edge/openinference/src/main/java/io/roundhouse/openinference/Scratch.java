package io.roundhouse.openinference;

/**
 * Bytes that a thread keeps from one request to the next: small, and of a JDK class, so that a thread that outlives
 * this bundle holds nothing of it.
 */
final class Scratch {
    private static final int KEPT_BYTES = 64 * 1024;

    private final ThreadLocal<byte[]> in = ThreadLocal.withInitial(() -> new byte[KEPT_BYTES]);
    private final ThreadLocal<byte[]> out = ThreadLocal.withInitial(() -> new byte[KEPT_BYTES]);

    byte[] in() {
        return in.get();
    }

    byte[] out() {
        return out.get();
    }
}
