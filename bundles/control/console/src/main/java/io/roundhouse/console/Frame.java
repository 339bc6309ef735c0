package io.roundhouse.console;

import java.io.IOException;

/** One message between client and server: its kind and at most {@link #BYTES_MAX} bytes. */
final class Frame {
    /** What a terminal sends or shows at once is far smaller; longer output is cut into several frames. */
    static final int BYTES_MAX = 64 * 1024;

    private final Kind kind;
    private final byte[] bytes;

    Frame(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    Kind kind() {
        return kind;
    }

    /** Not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** What it is, as one letter on the wire. */
    enum Kind {
        /** From the client, first: a {@link Hello}. */
        HELLO('H'),
        /** From the client: keys pressed; none at all means no more will come. */
        INPUT('I'),
        /** From the server: what the command writes. */
        OUTPUT('O'),
        /** From the server: what it complains. */
        ERROR('E'),
        /** From the server, last: the exit status, one byte. */
        EXIT('X');

        final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        static Kind of(byte letter) throws IOException {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IOException("a frame begins with one of H, I, O, E, X, not with byte " + letter);
        }
    }
}
