package io.roundhouse.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A frame of HTTP/2 that came, and the bytes of those to send. */
record Http2Frame(int type, int flags, int stream, ByteBuffer payload) {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;

    static final int NO_ERROR = 0;
    static final int REFUSED_STREAM = 7;
    static final int ENHANCE_YOUR_CALM = 11;

    boolean ends() {
        return (flags & END_STREAM) != 0 && (type == DATA || type == HEADERS);
    }

    /** The code of a RST_STREAM or a GOAWAY. */
    int error() {
        return payload.getInt(type == GO_AWAY ? 4 : 0);
    }

    /** What a GOAWAY says; Jetty sends the beginning. */
    String reason() {
        return StandardCharsets.US_ASCII.decode(payload.duplicate().position(8)).toString();
    }

    /** The beginning of a request: method, http, a literal path, a literal authority, and what follows. */
    static byte[] head(String method, String path, byte... more) {
        byte[] text = path.getBytes(StandardCharsets.US_ASCII);
        byte verb = (byte) (method.equals("GET") ? 0x82 : 0x83);
        return ByteBuffer.allocate(7 + text.length + more.length)
                .put(new byte[] {verb, (byte) 0x86, 0x04, (byte) text.length})
                .put(text)
                .put(new byte[] {0x01, 1, 'a'})
                .put(more)
                .array();
    }

    /** One more header, its name from HPACK's static table, as it is. */
    static byte[] header(int name, String value) {
        int length = value.length(); // under 127 in one byte, else the rest in groups of seven bits
        ByteBuffer coded = ByteBuffer.allocate(6 + length).put((byte) 0x0f).put((byte) (name - 15));
        if (length < 127) {
            coded.put((byte) length);
        } else {
            int rest = length - 127;
            coded.put((byte) 127).put((byte) ((rest & 0x7f) | 0x80)).put((byte) (rest >> 7));
        }
        coded.put(value.getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(coded.array(), coded.position());
    }

    static byte[] bytes(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
