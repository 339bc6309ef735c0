package io.roundhouse.trends;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an operator may set, checked. It never shows the password.
 *
 * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql:…}, without credentials
 * @param server whose numbers these are, where several servers write into one database
 * @param seriesMax series at once
 * @param bufferPointsMax points that wait while the database is gone
 * @param keptDays how long the points of each table are kept
 */
record TrendsSettings(
        String url,
        String user,
        Secret password,
        String server,
        Keep keep,
        int seriesMax,
        int bufferPointsMax,
        Map<Table, Integer> keptDays) {
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&;](user|password)=|://[^/?]*@");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._-]{0,64}");
    private static final int SERIES_MAX = 20_000;
    private static final int POINTS_MAX = 5_000_000;
    private static final int DAYS_MAX = 36_500;

    TrendsSettings {
        if (CREDENTIALS.matcher(url).find()) {
            throw new IllegalArgumentException("url has user or password in it; they have keys of their own");
        }
        if (!isH2(url) && !lower(url).startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "url must begin with jdbc:h2: or jdbc:postgresql:, or be empty, was '" + url + "'");
        }
        if (!SERVER.matcher(server).matches()) {
            throw new IllegalArgumentException(
                    "server must be 0..64 letters, digits, '.', '_' or '-', was '" + server + "'");
        }
        check("series.max", seriesMax, 1, SERIES_MAX);
        check("buffer.points.max", bufferPointsMax, seriesMax, POINTS_MAX);
        for (Table table : Table.values()) {
            String key = table.name().toLowerCase(Locale.ROOT) + ".kept.days";
            check(key, keptDays.getOrDefault(table, 0), 1, DAYS_MAX);
        }
        keptDays = Map.copyOf(keptDays);
    }

    private static void check(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }

    private static String lower(String url) {
        return url.toLowerCase(Locale.ROOT);
    }

    static boolean isH2(String url) {
        return lower(url).startsWith("jdbc:h2:");
    }

    /** What is deleted: the first stretch of time that stays, in the table's own count. */
    long firstKept(Table table, long nowMillis) {
        long kept = keptDays.getOrDefault(table, DAYS_MAX) * Table.DAY.millis();
        return table.index(nowMillis - kept);
    }
}
