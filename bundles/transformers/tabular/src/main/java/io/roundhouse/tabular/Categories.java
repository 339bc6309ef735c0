package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The texts that a column may hold, found by their bytes: a table with open addressing, at most half full. */
final class Categories {
    static final String KEY = "categories";

    /** The most that settings may hold; more want hashing. */
    static final int COUNT_MAX = 1 << 16;

    /** Of no category. */
    static final int UNKNOWN = -1;

    private final byte[][] texts;
    private final int[] slots; // the index of a text and one, 0 where none is

    /** Each once, none empty. */
    Categories(List<String> categories) {
        texts = categories.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        slots = new int[Integer.highestOneBit(Math.max(2, texts.length)) << 2];
        for (int i = 0; i < texts.length; i++) {
            ByteBuffer bytes = ByteBuffer.wrap(texts[i]).order(ByteOrder.LITTLE_ENDIAN);
            slots[slot(bytes, 0, texts[i].length)] = i + 1;
        }
    }

    /** Those that settings say of a column. */
    static Categories of(Settings learnt) {
        List<String> categories = learnt.texts(KEY);
        if (categories.isEmpty() || categories.size() > COUNT_MAX) {
            throw learnt.invalid(
                    KEY,
                    "must hold 1.." + COUNT_MAX + " texts, has " + categories.size() + "; more want step 'hash'",
                    null);
        }
        String[] sorted = categories.toArray(String[]::new);
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].isEmpty()) {
                throw learnt.invalid(KEY, "must not hold an empty text, which means that it is missing", null);
            }
            if (i > 0 && sorted[i].equals(sorted[i - 1])) {
                throw learnt.invalid(KEY, "holds '" + sorted[i] + "' twice", null);
            }
        }
        return new Categories(categories);
    }

    int size() {
        return texts.length;
    }

    /** Which one the element at hand is; {@link #UNKNOWN} when it is none, or missing. */
    int indexOf(Texts at) {
        return slots[slot(at.data, at.at, at.length)] - 1;
    }

    /** Where that text is, or would be. */
    private int slot(ByteBuffer data, int at, int length) {
        int mask = slots.length - 1;
        int slot = Murmur3.hash(data, at, length, 0) & mask;
        while (slots[slot] != 0 && !isEqual(texts[slots[slot] - 1], data, at, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static boolean isEqual(byte[] text, ByteBuffer data, int at, int length) {
        if (text.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[i] != data.get(at + i)) {
                return false;
            }
        }
        return true;
    }
}
