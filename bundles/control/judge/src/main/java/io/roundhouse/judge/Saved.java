package io.roundhouse.judge;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The text of a saved judge: words with a space between, the last one a checksum of all before. Numbers are written so
 * that the same bits come back.
 */
final class Saved {
    private Saved() {}

    static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    static final class Writer {
        private final StringBuilder text = new StringBuilder();

        Writer add(String word) {
            text.append(word).append(' ');
            return this;
        }

        Writer add(long count) {
            return add(Long.toString(count));
        }

        /** A whole number is written as one: most are. */
        Writer add(double number) {
            return number == (int) number ? add(Integer.toString((int) number)) : add(Double.toString(number));
        }

        String finish() {
            return text + checksum(text.toString());
        }
    }

    static final class Reader {
        private final String text;
        private int next;

        Reader(String saved) {
            int end = saved.lastIndexOf(' ') + 1;
            if (!checksum(saved.substring(0, end)).equals(saved.substring(end))) {
                throw new IllegalArgumentException("the saved judge is damaged: its checksum does not fit its "
                        + saved.length() + " characters; begin a new one");
            }
            text = saved.substring(0, end);
        }

        String word() {
            int end = text.indexOf(' ', next);
            String word = text.substring(next, end);
            next = end + 1;
            return word;
        }

        long count() {
            return Long.parseLong(word());
        }

        double number() {
            return Double.parseDouble(word());
        }
    }
}
