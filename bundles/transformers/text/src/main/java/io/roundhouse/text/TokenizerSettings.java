package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code tokenizer} of {@code model.yaml}. What it says holds, whatever padding and truncation the file asks
 * for.
 *
 * @param file beside the model
 * @param text the column of texts
 * @param into the columns of token ids, attention mask and token types, in this order; may end early
 * @param lengthMax tokens of a row, those the tokenizer adds included
 * @param truncation whether a longer text is cut; otherwise it is refused
 * @param multipleOf the longest row's length is rounded up to a multiple of it, so that requests of about the same
 *     length fit into one batch
 * @param padToken whose id fills short rows; when empty, the first of the usual ones that the vocabulary has
 * @param bytesMax of one text: what is cut off still costs about a microsecond for two bytes
 * @param tokensMax of one request, fillers included
 */
record TokenizerSettings(
        String file,
        String text,
        List<String> into,
        int lengthMax,
        Padding padding,
        boolean truncation,
        int multipleOf,
        Optional<String> padToken,
        int bytesMax,
        int tokensMax) {
    /** How long the rows of a request become. */
    enum Padding {
        LONGEST,
        MAX_LENGTH
    }

    private static final List<String> COLUMNS = List.of("input_ids", "attention_mask", "token_type_ids");
    private static final int LENGTH_MAX = 1 << 17;
    private static final int BYTES_MAX = 1 << 26;
    private static final int TOKENS_MAX = 1 << 26; // three columns of INT64 are 1.5 GiB

    static TokenizerSettings read(Settings settings) {
        settings.allow(
                "file",
                "text",
                "into",
                "length_max",
                "padding",
                "truncation",
                "multiple_of",
                "pad_token",
                "bytes_max",
                "tokens_max");
        String file = settings.text("file", "tokenizer.json");
        if (file.isEmpty()
                || file.startsWith(".")
                || file.contains("/")
                || file.contains("\\")
                || file.contains("\0")) {
            throw settings.invalid("file", "must be the name of a file beside the model, was '" + file + "'", null);
        }
        List<String> into = settings.has("into") ? settings.texts("into") : COLUMNS;
        if (into.isEmpty()
                || into.size() > COLUMNS.size()
                || into.stream().distinct().count() < into.size()) {
            throw settings.invalid(
                    "into", "must be one to three different names in the order of " + COLUMNS + ", was " + into, null);
        }
        return new TokenizerSettings(
                file,
                settings.text("text", "text"),
                into,
                (int) settings.integer("length_max", 512, 1, LENGTH_MAX),
                settings.choice("padding", Padding.LONGEST),
                settings.flag("truncation", true),
                (int) settings.integer("multiple_of", 1, 1, 1024),
                settings.findText("pad_token"),
                (int) settings.integer("bytes_max", 1 << 20, 1, BYTES_MAX),
                (int) settings.integer("tokens_max", 1 << 20, 1, TOKENS_MAX));
    }

    /** How long every row becomes when the longest has so many tokens. */
    int paddedLength(int longest) {
        if (padding == Padding.MAX_LENGTH) {
            return lengthMax;
        }
        int rounded = (longest + multipleOf - 1) / multipleOf * multipleOf;
        return Math.max(longest, Math.min(rounded, lengthMax));
    }
}
