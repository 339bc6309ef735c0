package io.roundhouse.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Elements of tensors as words. Pure. */
final class Elements {
    /** Longer texts are told apart by their beginning and a hash of all. */
    static final int WORD_BYTES_MAX = 48;

    private Elements() {}

    /** A text as the name of a category. */
    static String word(ByteBuffer data, int from, int length) {
        byte[] bytes = new byte[Math.min(length, WORD_BYTES_MAX)];
        data.get(from, bytes);
        String word = new String(bytes, StandardCharsets.UTF_8);
        return length <= WORD_BYTES_MAX ? word : word + "\u2026" + Integer.toHexString(hash(data, from, length));
    }

    private static int hash(ByteBuffer data, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + data.get(i);
        }
        return hash;
    }
}
