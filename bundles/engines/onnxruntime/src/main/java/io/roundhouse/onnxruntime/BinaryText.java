package io.roundhouse.onnxruntime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Finds and replaces texts in large binary files, a window at a time. */
final class BinaryText {
    private static final int WINDOW_BYTES = 1 << 20;

    private BinaryText() {}

    /** How often the text occurs. */
    static int count(Path file, String text) throws IOException {
        int[] count = new int[1];
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "r")) {
            scan(data, text.getBytes(StandardCharsets.US_ASCII), at -> count[0]++);
        }
        return count[0];
    }

    /** Overwrites the last occurrence of {@code old} with a text of the same length. */
    static void replace(Path file, byte[] old, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != old.length) {
            throw new IllegalArgumentException("'" + text + "' must have " + old.length + " characters");
        }
        long[] found = {-1};
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            scan(data, old, at -> found[0] = at);
            data.seek(found[0]);
            data.write(bytes);
        }
    }

    private static void scan(RandomAccessFile data, byte[] text, LongConsumer found) throws IOException {
        byte[] window = new byte[WINDOW_BYTES];
        long start = 0;
        int kept = 0; // bytes at the end of a window in which an occurrence may begin
        int read;
        while ((read = data.read(window, kept, window.length - kept)) > 0) {
            int end = kept + read;
            int at = 0;
            for (; at + text.length <= end; at++) {
                if (window[at] == text[0] && matches(window, at, text)) {
                    found.accept(start + at);
                }
            }
            kept = end - at;
            System.arraycopy(window, at, window, 0, kept);
            start += at;
        }
    }

    private static boolean matches(byte[] window, int at, byte[] text) {
        for (int i = 1; i < text.length; i++) {
            if (window[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
