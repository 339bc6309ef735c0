package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;

/** Reads the part of regular expressions that needs no way back. */
final class PatternParser {
    static final int LENGTH_MAX = 256;
    private static final int COUNT_MAX = 65_536;
    private static final String KNOWN =
            "; known are characters, '.', classes like [A-Z0-9] or \\d, and the counts {2}, "
                    + "{1,3}, {2,}, ?, * and +; the whole text is always meant, and alternatives are 'categories'";

    private final Settings settings;
    private final String text;
    private final List<TextPattern.Part> parts = new ArrayList<>();
    private int at;

    private PatternParser(Settings settings, String text) {
        this.settings = settings;
        this.text = text;
    }

    /** Reads {@code like}. */
    static TextPattern read(Settings settings) {
        String text = settings.text("like");
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw settings.invalid("like", "must have 1.." + LENGTH_MAX + " characters, had " + text.length(), null);
        }
        PatternParser parser = new PatternParser(settings, text);
        while (parser.at < text.length()) {
            parser.part();
        }
        parser.requireOneWay();
        return new TextPattern(parser.parts);
    }

    private void part() {
        int start = at;
        CharClass chars = one();
        int min = 1;
        int max = 1;
        switch (at < text.length() ? text.charAt(at) : ' ') {
            case '?' -> min = 0;
            case '*' -> {
                min = 0;
                max = Integer.MAX_VALUE;
            }
            case '+' -> max = Integer.MAX_VALUE;
            case '{' -> {
                int comma = text.indexOf(',', at);
                int close = text.indexOf('}', at);
                if (close < 0) {
                    throw wrong("has a '{' without '}'");
                }
                boolean two = comma >= 0 && comma < close;
                min = count(text.substring(at + 1, two ? comma : close));
                max = !two ? min : comma + 1 == close ? Integer.MAX_VALUE : count(text.substring(comma + 1, close));
                at = close;
            }
            default -> at--; // nothing more belongs to it
        }
        at++;
        if (max < min || max == 0) {
            throw wrong("wants " + min + " to " + max + " characters at '" + text.substring(start, at) + "'");
        }
        parts.add(new TextPattern.Part(chars, min, max, text.substring(start, at)));
    }

    private int count(String digits) {
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int count = Integer.parseInt(digits);
            if (count <= COUNT_MAX) {
                return count;
            }
        }
        throw wrong("has the count '" + digits + "', which must be 0.." + COUNT_MAX);
    }

    private CharClass one() {
        int character = next();
        return switch (character) {
            case '.' -> CharClass.range(0, Character.MAX_CODE_POINT);
            case '[' -> set();
            case '\\' -> escape();
            case '(', ')', '|', '^', '$', '{', '}', '?', '*', '+', ']' ->
                throw wrong("has '" + Character.toString(character) + "' at character " + at + KNOWN);
            default -> CharClass.range(character, character);
        };
    }

    private CharClass set() {
        boolean not = at < text.length() && text.charAt(at) == '^';
        at += not ? 1 : 0;
        CharClass all = new CharClass(0, 0, List.of());
        while (at < text.length() && text.charAt(at) != ']') {
            int begin = at;
            int first = next();
            CharClass chars = first == '\\' ? escape() : CharClass.range(first, first);
            boolean ranges = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            if (ranges && first != '\\') {
                at++;
                int last = next();
                if (last < first || last == '\\') {
                    throw wrong("has the range '" + text.substring(begin, at) + "', which must run upwards");
                }
                chars = CharClass.range(first, last);
            }
            all = all.or(chars);
        }
        if (at >= text.length()) {
            throw wrong("has a '[' without ']'");
        }
        at++;
        return not ? all.not() : all;
    }

    private CharClass escape() {
        if (at >= text.length()) {
            throw wrong("ends with '\\'");
        }
        int character = next();
        return switch (character) {
            case 'd' -> CharClass.range('0', '9');
            case 'D' -> CharClass.range('0', '9').not();
            case 'w' -> word();
            case 'W' -> word().not();
            case 's' -> space();
            case 'S' -> space().not();
            case 'x' -> hex();
            case 'P' -> beyondAscii();
            default -> {
                if (Character.isLetterOrDigit(character)) {
                    throw wrong("has '\\" + Character.toString(character) + "'" + KNOWN);
                }
                yield CharClass.range(character, character);
            }
        };
    }

    private static CharClass word() {
        return CharClass.range('0', '9')
                .or(CharClass.range('A', 'Z'))
                .or(CharClass.range('a', 'z'))
                .or(CharClass.range('_', '_'));
    }

    private static CharClass space() {
        return CharClass.range('\t', '\r').or(CharClass.range(' ', ' '));
    }

    private CharClass hex() {
        String digits = text.substring(at, Math.min(at + 2, text.length()));
        if (digits.length() != 2 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw wrong("has '\\x" + digits + "', which must have two hexadecimal digits");
        }
        at += 2;
        int character = Integer.parseInt(digits, 16);
        return CharClass.range(character, character);
    }

    private CharClass beyondAscii() {
        if (!text.startsWith("{ASCII}", at)) {
            throw wrong("has '\\P'; known is \\P{ASCII}");
        }
        at += "{ASCII}".length();
        return CharClass.range(0x80, Character.MAX_CODE_POINT);
    }

    private int next() {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    /** A part of no fixed count and all that may follow it have no character in common. */
    private void requireOneWay() {
        for (int i = 0; i < parts.size(); i++) {
            TextPattern.Part part = parts.get(i);
            boolean open = part.min() < part.max();
            for (int j = i + 1; open && j < parts.size(); j++) {
                if (part.chars().meets(parts.get(j).chars())) {
                    throw wrong("has '" + part.written() + "' before '"
                            + parts.get(j).written()
                            + "': the character after the first must tell that it has ended; give it a fixed count, or "
                            + "characters that the second has not");
                }
                open = parts.get(j).min() == 0;
            }
        }
    }

    private InferenceException wrong(String what) {
        return settings.invalid("like", "'" + text + "' " + what, null);
    }
}
