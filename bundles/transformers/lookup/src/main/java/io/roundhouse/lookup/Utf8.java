package io.roundhouse.lookup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** UTF-8 read strictly, at the speed of the JDK's lenient reader. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The text, or empty when the bytes are not valid UTF-8. */
    static Optional<String> decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean doubtful = text.indexOf(REPLACEMENT) >= 0; // the lenient reader puts one for every fault
        return doubtful && !Arrays.equals(encode(text), bytes) ? Optional.empty() : Optional.of(text);
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
