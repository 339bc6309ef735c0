package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The section of a step {@code lookup}, checked.
 *
 * @param entriesMax keys kept in memory at most
 * @param ttl how long a row is used
 * @param refreshAfter from which age on a used row is read anew beside the request; as the ttl: never
 * @param deadline how long a request waits for the store
 * @param fallback what stands for a row that is not there; empty: the request is refused
 * @param ageMax from which age on a row is flagged; there when the query tells the time of a row
 */
record LookupSettings(
        String store,
        Query query,
        int entriesMax,
        Duration ttl,
        Duration refreshAfter,
        Duration deadline,
        Optional<Row> fallback,
        Duration ageMax,
        BreakerSettings breaker) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final String CACHE = "cache";
    private static final String FALLBACK = "fallback";
    private static final String FRESHNESS = "freshness";
    private static final String COLUMN = "column";

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static LookupSettings of(Settings step) {
        step.allow(
                "store",
                "key",
                "key_type",
                "query",
                "table",
                "hash",
                "columns",
                CACHE,
                "deadline",
                FALLBACK,
                FRESHNESS,
                "breaker");
        Settings cache = step.section(CACHE).allow("entries_max", "ttl", "refresh_after");
        Duration ttl = cache.duration("ttl", Duration.ofMinutes(5), LONGEST);
        Settings freshness = step.section(FRESHNESS).allow(COLUMN, "max");
        if (step.has(FRESHNESS)) {
            freshness.text(COLUMN);
            freshness.text("max");
        }
        Query query = QuerySettings.of(step, freshness.findText(COLUMN));
        return new LookupSettings(
                step.text("store"),
                query,
                (int) cache.integer("entries_max", 10_000, 1, 10_000_000),
                ttl,
                refreshAfter(cache, ttl),
                deadline(step),
                fallback(step, query.columns()),
                freshness.duration("max", LONGEST, LONGEST),
                BreakerSettings.of(step.section("breaker")));
    }

    private static Duration refreshAfter(Settings cache, Duration ttl) {
        Duration after = cache.duration("refresh_after", ttl, LONGEST);
        if (cache.has("refresh_after") && after.compareTo(ttl) >= 0) {
            throw cache.invalid(
                    "refresh_after", "must be less than 'ttl', was '" + cache.text("refresh_after") + "'", null);
        }
        return after;
    }

    private static Duration deadline(Settings step) {
        Duration deadline = step.duration("deadline", Duration.ofMillis(20), Duration.ofSeconds(60));
        if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
            throw step.invalid("deadline", "must be at least 1ms, was '" + step.text("deadline") + "'", null);
        }
        return deadline;
    }

    private static Optional<Row> fallback(Settings step, List<Column> columns) {
        if (step.has(FALLBACK) && !step.isSection(FALLBACK)) {
            if (!step.text(FALLBACK).equals("reject")) {
                throw step.invalid(
                        FALLBACK, "must be reject or a value for each column, was '" + step.text(FALLBACK) + "'", null);
            }
            return Optional.empty();
        }
        Settings values = step.section(FALLBACK);
        if (step.has(FALLBACK)) {
            List<String> names = new ArrayList<>();
            columns.forEach(column -> names.add(column.name()));
            values.allow(names.toArray(String[]::new));
        }
        return Optional.of(fallbackRow(values, columns));
    }

    private static Row fallbackRow(Settings values, List<Column> columns) {
        Row row = Row.blank(columns);
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (columns.get(i).isNumber()) {
                row.number(i, values.number(name, Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE));
            } else {
                row.text(i, Utf8.encode(values.text(name, "")));
            }
        }
        return row;
    }
}
