package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.util.Locale;

/** Sections of what was learnt: each with its action and its reason. */
final class Learnt {
    private static final int REQUEST_ROWS = 100;
    private static final int WINDOW_ROWS = 1_000;

    private Learnt() {}

    static Settings.Builder section(Learning learning, String place) {
        return section(learning.action(), place);
    }

    static Settings.Builder section(Action action, String place) {
        return Settings.builder(place).put("action", action.key(), place);
    }

    /** {@code required} where nothing was missing; otherwise how much may be. */
    static void presence(Settings.Builder column, Learning learning, String place, long rows, long missing) {
        if (missing == 0) {
            String why = String.format(
                    Locale.ROOT, "%,d rows: never missing, so hardly more than %.2g %% ever are", rows, 300.0 / rows);
            column.put(
                    "required",
                    section(learning, place).put("reason", why, place).build());
            return;
        }
        share(column, learning, place, rows, missing, Kind.MISSING, "rows_min", REQUEST_ROWS);
        share(column, learning, place, rows, missing, Kind.LATELY, "rows", WINDOW_ROWS);
    }

    private static void share(
            Settings.Builder column,
            Learning learning,
            String place,
            long rows,
            long missing,
            Kind kind,
            String key,
            int of) {
        double share = (double) missing / rows;
        double max = StrictMath.ceil(shareMax(share, rows, of, learning.outside()) * 1_000) / 1_000;
        if (max >= 1) {
            return;
        }
        String why = String.format(
                Locale.ROOT,
                "%,d rows: %.2g %% missing; %,d of the same rows have more with a chance below %s",
                rows,
                share * 100,
                of,
                Numbers.text(learning.outside()));
        column.put(
                kind.key(),
                section(Action.FLAG, place)
                        .put("share_max", Numbers.text(max), place)
                        .put(key, Integer.toString(of), place)
                        .put("reason", why, place)
                        .build());
    }

    /** Chernoff: {@code of} rows exceed it with a chance below {@code outside}; the share itself is known from {@code rows}. */
    static double shareMax(double share, long rows, int of, double outside) {
        double likely = Math.min(1, share + 2 * StrictMath.sqrt(share * (1 - share) / rows) + 3.0 / rows);
        double wanted = -StrictMath.log(outside) / of;
        double low = likely;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            boolean enough = divergence(middle, likely) >= wanted;
            high = enough ? middle : high;
            low = enough ? low : middle;
        }
        return high;
    }

    private static double divergence(double is, double expected) {
        double there = is <= 0 ? 0 : is * StrictMath.log(is / expected);
        double away = is >= 1 ? 0 : (1 - is) * StrictMath.log((1 - is) / (1 - expected));
        return there + away;
    }
}
