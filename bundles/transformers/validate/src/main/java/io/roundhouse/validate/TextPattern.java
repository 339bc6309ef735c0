package io.roundhouse.validate;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A pattern that a whole text keeps, compiled to a row of classes with counts: {@code [A-Z]{2}-\d+}. One step through the
 * text with no way back: where one part ends is told by the next character, and a pattern in which that is not so is
 * refused. So whatever a client sends costs one look a character, and no memory.
 */
final class TextPattern {
    /** A class, and how many characters of it. */
    record Part(CharClass chars, int min, int max, String written) {}

    private final Part[] parts;

    TextPattern(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    /** Whether that element, which is valid UTF-8, keeps it. */
    boolean matches(ByteBuffer data, int at, int length) {
        int end = at + length;
        int next = at;
        for (Part part : parts) {
            int count = 0;
            while (next < end && count < part.max) {
                int first = data.get(next);
                int bytes = first >= 0 ? 1 : Utf8.length(data, next, end);
                if (!part.chars.has(first >= 0 ? first : Utf8.decode(data, next, bytes))) {
                    break;
                }
                next += bytes;
                count++;
            }
            if (count < part.min) {
                return false;
            }
        }
        return next == end;
    }
}
