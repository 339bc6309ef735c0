package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * What a client wants.
 *
 * @param terminal as {@code TERM} names it
 * @param command to run; blank for a conversation
 */
record Hello(String terminal, int columns, int lines, String command) {
    private static final int SIZE_MAX = 10_000;

    Hello {
        if (columns < 1 || columns > SIZE_MAX || lines < 1 || lines > SIZE_MAX) {
            throw new IllegalArgumentException(
                    "a terminal has 1.." + SIZE_MAX + " columns and lines, was " + columns + " x " + lines);
        }
    }

    boolean isConversation() {
        return command.isBlank();
    }

    /** Whether the visitor's terminal cannot be drawn on. */
    boolean isPlain() {
        return terminal.isBlank() || terminal.startsWith("dumb");
    }

    byte[] bytes() {
        return (terminal + "\n" + columns + "\n" + lines + "\n" + command).getBytes(UTF_8);
    }

    static Hello of(Frame frame) throws IOException {
        String[] parts = new String(frame.bytes(), UTF_8).split("\n", 4);
        if (frame.kind() != Frame.Kind.HELLO || parts.length != 4) {
            throw new IOException("a client begins with its terminal, columns, lines and command");
        }
        try {
            return new Hello(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[3]);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
