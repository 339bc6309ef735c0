package io.roundhouse.trends;

import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Series;
import io.roundhouse.server.control.Trends.Step;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers those who ask. Any thread. */
final class Desk {
    private final Readers readers;

    Desk(Readers readers) {
        this.readers = readers;
    }

    List<Series> series() {
        return readers.read(List.of(), reads -> new Catalogue(reads.series()).series());
    }

    List<Point> query(String name, Map<String, String> labels, long fromMillis, long toMillis, Step step) {
        Span span = Span.of(fromMillis, toMillis, step);
        Optional<Quantile> quantile = Quantile.parse(name);
        Optional<List<Point>> points = readers.read(Optional.empty(), reads -> {
            Catalogue catalogue = new Catalogue(reads.series());
            return Optional.of(
                    quantile.isPresent()
                            ? quantiles(reads, span, quantile.get(), catalogue.bars(quantile.get(), labels))
                            : points(reads, span, catalogue.find(name, labels)));
        });
        return points.orElseGet(() -> {
            new Catalogue(List.of()).find(name, labels); // refuses, with the reason
            return List.of();
        });
    }

    private static List<Point> points(Reads reads, Span span, List<Long> ids) throws SQLException {
        Map<Long, Rolled> points = new TreeMap<>();
        reads.points(
                span.table(),
                ids,
                span.from(),
                span.to(),
                (index, series, rolled) -> points.merge(index, rolled, Rolled::plus));
        List<Point> all = new ArrayList<>();
        points.forEach((index, rolled) -> all.add(point(span, index, rolled)));
        return all;
    }

    private static List<Point> quantiles(Reads reads, Span span, Quantile quantile, Map<Long, Double> bars)
            throws SQLException {
        Map<Long, Map<Double, Double>> below = new TreeMap<>();
        reads.points(span.table(), bars.keySet(), span.from(), span.to(), (index, series, rolled) -> {
            double bound = bars.getOrDefault(series, Double.POSITIVE_INFINITY);
            below.computeIfAbsent(index, at -> none(bars)).merge(bound, rolled.sum(), Double::sum);
        });
        List<Point> all = new ArrayList<>();
        below.forEach((index, counts) -> {
            double value = Quantile.of(counts, quantile.share());
            if (!Double.isNaN(value)) {
                all.add(point(span, index, Rolled.of(value)));
            }
        });
        return all;
    }

    /** Bars that did not grow have no point, and bounds all the same. */
    private static Map<Double, Double> none(Map<Long, Double> bars) {
        Map<Double, Double> none = new TreeMap<>();
        bars.values().forEach(bound -> none.put(bound, 0.0));
        return none;
    }

    private static Point point(Span span, long index, Rolled rolled) {
        return new Point(index * span.table().millis(), rolled.count(), rolled.sum(), rolled.min(), rolled.max());
    }

    String report(YearMonth month) {
        return readers.read(
                Report.of(Month.empty(month), Month.empty(month.minusMonths(1))),
                reads -> Report.of(Month.read(reads, month), Month.read(reads, month.minusMonths(1))));
    }
}
