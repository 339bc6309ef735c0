package io.roundhouse.trends;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Trends.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The series that are in the database, by what they are called: a histogram's bars are told as its quantiles. */
record Catalogue(List<SeriesTable.Stored> stored) {
    private static final List<String> PERCENTS = List.of("50", "99");
    private static final int NAMED_MAX = 3;

    /** Those to be asked for, by name and labels. */
    List<Series> series() {
        Map<SeriesKey, Long> since = new LinkedHashMap<>();
        for (SeriesTable.Stored one : stored) {
            if (one.key().isBucket()) {
                for (String percent : PERCENTS) {
                    String name = Quantile.name(one.key().name(), percent);
                    since.merge(
                            new SeriesKey(name, one.key().labelsOfHistogram(), false), one.sinceMillis(), Math::min);
                }
            } else {
                since.merge(one.key(), one.sinceMillis(), Math::min);
            }
        }
        List<Series> all = new ArrayList<>();
        since.forEach((key, first) -> all.add(new Series(key.name(), key.labels(), first)));
        all.sort(Comparator.comparing(Series::name).thenComparing(one -> SeriesKey.text(one.labels())));
        return all;
    }

    /** The numbers of one series; two where a count once was a gauge. */
    List<Long> find(String name, Map<String, String> labels) {
        List<Long> ids = stored.stream()
                .filter(one ->
                        one.key().name().equals(name) && one.key().labels().equals(labels))
                .map(SeriesTable.Stored::id)
                .toList();
        if (ids.isEmpty()) {
            throw unknown(name, labels);
        }
        return ids;
    }

    /** A histogram's bars, by number. */
    Map<Long, Double> bars(Quantile quantile, Map<String, String> labels) {
        Map<Long, Double> bars = new LinkedHashMap<>();
        for (SeriesTable.Stored one : stored) {
            SeriesKey key = one.key();
            boolean its = key.isBucket() && key.name().equals(quantile.name() + SeriesKey.BUCKET);
            if (its && key.labelsOfHistogram().equals(labels)) {
                Quantile.bound(key).ifPresent(bound -> bars.put(one.id(), bound));
            }
        }
        if (bars.isEmpty()) {
            throw unknown(quantile.toString(), labels);
        }
        return bars;
    }

    private InferenceException unknown(String name, Map<String, String> labels) {
        List<Series> all = series();
        List<Series> same =
                all.stream().filter(one -> base(one.name()).equals(base(name))).toList();
        if (same.isEmpty()) {
            Set<String> names = all.stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
            return refused("no series '" + name + "' is kept"
                    + Nearest.find(name, names)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse(
                                    names.isEmpty()
                                            ? "; there is none yet, the first are written after a minute"
                                            : "; 'roundhouse:trends series' lists those that are"));
        }
        String known = same.stream()
                .map(one -> braces(one.labels()))
                .distinct()
                .limit(NAMED_MAX)
                .collect(Collectors.joining(", "));
        return refused("no series '" + name + "' has the labels " + braces(labels) + "; there are " + known
                + (same.size() > NAMED_MAX ? " and others" : ""));
    }

    private static String base(String name) {
        return Quantile.parse(name).map(Quantile::name).orElse(name);
    }

    private static String braces(Map<String, String> labels) {
        return "{" + SeriesKey.text(labels) + "}";
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
