package io.roundhouse.trends;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is known of a month, in UTC.
 *
 * @param days of each series, by the day since 1970
 */
record Month(YearMonth month, Map<SeriesKey, SortedMap<Long, Rolled>> days) {
    static Month empty(YearMonth month) {
        return new Month(month, Map.of());
    }

    static Month read(Reads reads, YearMonth month) throws SQLException {
        Map<Long, SeriesKey> keys = new HashMap<>();
        reads.series().forEach(one -> keys.put(one.id(), one.key()));
        Map<SeriesKey, SortedMap<Long, Rolled>> days = new HashMap<>();
        long from = month.atDay(1).toEpochDay();
        long to = month.plusMonths(1).atDay(1).toEpochDay();
        reads.all(Table.DAY, from, to, (index, series, rolled) -> {
            SeriesKey key = keys.get(series);
            if (key != null) { // else another server's
                days.computeIfAbsent(key, one -> new TreeMap<>()).merge(index, rolled, Rolled::plus);
            }
        });
        return new Month(month, days);
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** Days of which there is anything. */
    int known() {
        TreeSet<Long> all = new TreeSet<>();
        days.values().forEach(one -> all.addAll(one.keySet()));
        return all.size();
    }

    Stream<SeriesKey> keys(Predicate<SeriesKey> which) {
        return days.keySet().stream().filter(which);
    }

    /** What these counts grew by. */
    double growth(Predicate<SeriesKey> which) {
        return keys(which)
                .flatMap(key -> days(key).values().stream())
                .mapToDouble(Rolled::sum)
                .sum();
    }

    /** All of one series in one. */
    Rolled whole(SeriesKey key) {
        return days(key).values().stream().reduce(Rolled::plus).orElse(Rolled.of(Double.NaN));
    }

    SortedMap<Long, Rolled> days(SeriesKey key) {
        return days.getOrDefault(key, new TreeMap<>());
    }

    /** Days on which one of these was ever above 0. */
    TreeSet<LocalDate> daysAbove(Predicate<SeriesKey> which) {
        TreeSet<LocalDate> above = new TreeSet<>();
        keys(which).forEach(key -> days(key).forEach((day, rolled) -> {
            if (rolled.max() > 0) {
                above.add(LocalDate.ofEpochDay(day));
            }
        }));
        return above;
    }

    /** A histogram's quantile over the month; NaN where there is nothing. */
    double quantile(String name, String model, double share) {
        Map<Double, Double> below = new TreeMap<>();
        keys(key -> key.isBucket()
                        && key.name().equals(name + SeriesKey.BUCKET)
                        && key.label("model").orElse("").equals(model))
                .forEach(key -> Quantile.bound(key)
                        .ifPresent(bound -> below.merge(bound, whole(key).sum(), Double::sum)));
        return Quantile.of(below, share);
    }
}
