package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * How a text is cut into words, for the steps that know words only.
 *
 * @param column of texts
 * @param lengthMin a shorter word, in code points, is left out
 * @param bytesMax of one text
 */
record Words(String column, Split split, boolean lowercase, int lengthMin, int bytesMax) {
    /** What a word is made of. */
    enum Split {
        /** Whatever is no white space. */
        SPACE,
        /** Letters, numbers and underscores, as {@code \w+} in Python has it; the rest only parts them. */
        WORDS
    }

    static final List<String> KEYS = List.of("text", "split", "lowercase", "word_min", "bytes_max");

    private static final int BYTES_MAX = 1 << 26;

    /** The caller allows the keys. */
    static Words read(Settings settings) {
        return new Words(
                settings.text("text", "text"),
                settings.choice("split", Split.SPACE),
                settings.flag("lowercase", false),
                (int) settings.integer("word_min", 1, 1, 1000),
                (int) settings.integer("bytes_max", 1 << 20, 1, BYTES_MAX));
    }

    /** Names these keys and those of a step. */
    static void allow(Settings settings, String... own) {
        List<String> all = new ArrayList<>(KEYS);
        all.addAll(List.of(own));
        settings.allow(all.toArray(String[]::new));
    }

    /** The texts of all rows. */
    List<byte[]> texts(Tensors columns) {
        return columns.get(column).bytesElements();
    }

    /** The words of one row's text, at most so many of them. */
    List<String> of(byte[] bytes, int row, int most) {
        if (bytes.length > bytesMax) {
            throw invalid(row, "has " + bytes.length + " bytes, at most " + bytesMax);
        }
        String text = Utf8.decode(bytes).orElseThrow(() -> invalid(row, "is not valid UTF-8"));
        return of(lowercase ? text.toLowerCase(Locale.ROOT) : text, most);
    }

    private List<String> of(String text, int most) {
        IntPredicate isPart = split == Split.SPACE ? point -> !Character.isWhitespace(point) : Words::isWord;
        List<String> words = new ArrayList<>();
        for (int at = 0; at < text.length() && words.size() < most; ) {
            int start = at;
            while (at < text.length() && isPart.test(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            if (at > start && text.codePointCount(start, at) >= lengthMin) {
                words.add(text.substring(start, at));
            }
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0; // what parts
        }
        return words;
    }

    private static boolean isWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || point == '_'
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    InferenceException invalid(int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + column + "': row " + row + " " + what);
    }
}
