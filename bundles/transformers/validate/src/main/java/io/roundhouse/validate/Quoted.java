package io.roundhouse.validate;

import java.nio.ByteBuffer;

/** A value of a client as it may stand in a sentence: quoted, cut, and nothing in it that a terminal or a log would obey. */
final class Quoted {
    private static final int CHARACTERS_MAX = 40;

    private Quoted() {}

    /** {@code is 'Köln'}, {@code is 'a\n…' (412 bytes)}. */
    static String is(byte[] value) {
        StringBuilder text = new StringBuilder("is '");
        int at = 0;
        for (int shown = 0; at < value.length && shown < CHARACTERS_MAX; shown++) {
            int length = Utf8.length(value, at);
            if (length == 0) {
                text.append(String.format("\\x%02X", value[at]));
                at++;
            } else {
                append(text, Utf8.decode(ByteBuffer.wrap(value), at, length));
                at += length;
            }
        }
        return at < value.length
                ? text.append("…' (").append(value.length).append(" bytes)").toString()
                : text.append('\'').toString();
    }

    private static void append(StringBuilder text, int character) {
        switch (character) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\'', '\\' -> text.append('\\').appendCodePoint(character);
            default -> {
                if (isHarmless(character)) {
                    text.appendCodePoint(character);
                } else {
                    text.append(String.format("\\u{%X}", character));
                }
            }
        }
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
