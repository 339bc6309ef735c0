package io.roundhouse.admin;

/** Somebody else's words in ours: without control characters, and cut. */
final class Words {
    private static final int LENGTH_MAX = 64;

    private Words() {}

    /** In quotes, cut at 64 characters. */
    static String quoted(String text) {
        return "'" + plain(text, LENGTH_MAX).replace('\'', '?') + "'";
    }

    static String plain(String text, int lengthMax) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), lengthMax); i++) {
            char c = text.charAt(i);
            boolean printable = c >= ' ' && c != 0x7f && Character.isDefined(c) && !Character.isSurrogate(c);
            plain.append(printable ? c : '?');
        }
        return plain.append(text.length() > lengthMax ? "…" : "").toString();
    }
}
