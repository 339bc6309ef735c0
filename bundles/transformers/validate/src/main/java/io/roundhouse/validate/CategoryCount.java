package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts different texts as long as they are few and short. Whether those seen are all there are is told by those seen
 * once: their share is about the share of texts still unseen (Good and Turing).
 */
final class CategoryCount {
    private static final int BYTES_MAX = 64;
    private static final int ROWS_PER_CATEGORY = 20;
    private static final long ONCE_PERCENT_MAX = 1;

    private final Map<String, Long> counts = new TreeMap<>();
    private boolean tooMany;
    private long rows;

    void add(ByteBuffer data, int at, int length) {
        rows++;
        if (tooMany) {
            return;
        }
        if (length > BYTES_MAX) {
            giveUp();
            return;
        }
        byte[] value = new byte[length];
        data.get(at, value);
        counts.merge(new String(value, StandardCharsets.UTF_8), 1L, Long::sum);
        if (counts.size() > TextText.CATEGORIES_MAX) {
            giveUp();
        }
    }

    private void giveUp() {
        tooMany = true;
        counts.clear();
    }

    boolean areFew() {
        return !tooMany && rows >= (long) ROWS_PER_CATEGORY * counts.size() && once() * 100 <= rows * ONCE_PERCENT_MAX;
    }

    private long once() {
        return counts.values().stream().filter(count -> count == 1).count();
    }

    /** What was not seen is only flagged when some were seen once. */
    Settings learnt(Learning learning, String place) {
        long once = once();
        long least = counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
        String why =
                String.format(Locale.ROOT, "%,d rows: %d categories, the rarest %,d times", rows, counts.size(), least);
        return Learnt.section(once == 0 ? learning.action() : Action.FLAG, place)
                .putTexts("values", counts.keySet().stream().toList(), place)
                .put("reason", once == 0 ? why : why + ", " + once + " of them once, so there are others", place)
                .build();
    }
}
