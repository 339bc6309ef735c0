package io.roundhouse.feedback;

import io.roundhouse.server.control.Feedback.Receipt;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of the items of one call, with a sentence for the first of each kind. */
final class Tally {
    private static final int QUOTED_MAX = 64;

    private final EnumMap<Book.Count, Integer> counts = new EnumMap<>(Book.Count.class);
    private final Map<String, String> sentences = new TreeMap<>();

    void joined() {
        counts.merge(Book.Count.JOINED, 1, Integer::sum);
    }

    void unknown(String id) {
        add(
                Book.Count.UNKNOWN,
                "no request with the id '" + quotable(id) + "' was answered by this model while it took feedback; send"
                        + " the id that the request had");
    }

    void late(String id, FeedbackSettings settings) {
        add(
                Book.Count.LATE,
                "the prediction of '" + quotable(id) + "' is kept no more: 'keep' is " + text(settings.keep())
                        + ", 'predictions_max' is " + settings.predictionsMax());
    }

    void duplicate(String id) {
        add(Book.Count.DUPLICATE, "'" + quotable(id) + "' was known already; what came first holds");
    }

    void invalid(String id, String fault) {
        add(Book.Count.INVALID, "'" + quotable(id) + "': " + fault);
    }

    private void add(Book.Count kind, String sentence) {
        counts.merge(kind, 1, Integer::sum);
        sentences.putIfAbsent(kind.name().toLowerCase(Locale.ROOT), sentence);
    }

    int count(Book.Count kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Into the model's totals. */
    void enter(Book book) {
        counts.forEach(book::count);
    }

    Receipt receipt() {
        return new Receipt(
                count(Book.Count.JOINED),
                count(Book.Count.UNKNOWN),
                count(Book.Count.LATE),
                count(Book.Count.DUPLICATE),
                count(Book.Count.INVALID),
                sentences);
    }

    private static String text(Duration keep) {
        return keep.toHours() % 24 == 0 && keep.toHours() > 0
                ? keep.toDays() + "d"
                : keep.toMinutes() % 60 == 0 ? keep.toHours() + "h" : keep.toMinutes() + "m";
    }

    /** A client's word in a sentence: without control characters, and not at any length. */
    static String quotable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(QUOTED_MAX)
                .forEach(c -> clean.appendCodePoint(
                        Character.isISOControl(c) || c == '\'' || !Character.isDefined(c) ? '?' : c));
        return clean + (text.codePointCount(0, text.length()) > QUOTED_MAX ? "…" : "");
    }
}
