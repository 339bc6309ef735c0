package io.roundhouse.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of one HTTP/1.1 response at the start of a buffer: status line, {@code Content-Length}, nothing more.
 * One pass over the header bytes, no allocation.
 */
final class ResponseParser {
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION_CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

    private int status;
    private int bodyStart;
    private int bodyLength;
    private boolean closes;

    /** Forgets the response. */
    void reset() {
        bodyStart = 0;
    }

    /**
     * Whether the whole response is there.
     *
     * @param in what came so far, from 0 to its position
     * @throws IllegalStateException the response has no {@code Content-Length}, or is none
     */
    boolean complete(ByteBuffer in) {
        if (bodyStart == 0 && !header(in)) {
            return false;
        }
        return in.position() >= bodyStart + bodyLength;
    }

    int status() {
        return status;
    }

    int bodyStart() {
        return bodyStart;
    }

    /** Where the response ends, known as soon as its headers are; 0 before. */
    int end() {
        return bodyStart == 0 ? 0 : bodyStart + bodyLength;
    }

    /** Whether the server said that it closes the connection after this response. */
    boolean closes() {
        return closes;
    }

    private boolean header(ByteBuffer in) {
        int length = -1;
        int lineStart = 0;
        closes = false;
        for (int i = 0; i < in.position(); i++) {
            if (in.get(i) != '\n') {
                continue;
            }
            if (i - lineStart <= 1) {
                return end(in, i + 1, length);
            }
            if ((in.get(lineStart) | 0x20) == 'c') {
                length = matches(in, lineStart, i, CONTENT_LENGTH)
                        ? number(in, lineStart + CONTENT_LENGTH.length, i)
                        : length;
                closes |= matches(in, lineStart, i, CONNECTION_CLOSE);
            }
            lineStart = i + 1;
        }
        return false;
    }

    private boolean end(ByteBuffer in, int headerEnd, int length) {
        status = number(in, 9, 12);
        if (length < 0) {
            byte[] head = new byte[Math.min(headerEnd, 512)];
            in.duplicate().flip().get(head);
            throw new IllegalStateException(
                    "a response without Content-Length: " + new String(head, StandardCharsets.US_ASCII));
        }
        bodyStart = headerEnd;
        bodyLength = length;
        return true;
    }

    private static boolean matches(ByteBuffer in, int from, int to, byte[] lowerCase) {
        if (to - from < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte found = in.get(from + i);
            if ((found >= 'A' && found <= 'Z' ? found | 0x20 : found) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuffer in, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            byte digit = in.get(i);
            if (digit >= '0' && digit <= '9') {
                value = Math.addExact(Math.multiplyExact(value, 10), digit - '0');
            }
        }
        return value;
    }
}
