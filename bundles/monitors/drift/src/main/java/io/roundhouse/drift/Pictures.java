package io.roundhouse.drift;

import io.roundhouse.spi.monitor.MonitorReport.Histogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The reference and now as two histograms to be drawn over each other. Pure. */
final class Pictures {
    static final int BINS_MAX = 20;

    private Pictures() {}

    /** None for vectors, and none where there are no values. */
    static List<Histogram> histogram(Finding finding) {
        String name = finding.column().name();
        if (finding.reference() instanceof NumberSummary reference
                && finding.now() instanceof NumberSummary now
                && reference.quantiles().length > 0
                && now.quantiles().length > 0) {
            return List.of(numbers(name, reference, now));
        }
        if (finding.reference() instanceof CategorySummary reference && finding.now() instanceof CategorySummary now) {
            return List.of(words(name, reference, now));
        }
        return List.of();
    }

    /** Bins of equal width from the lower to the upper end of both, but for a hundredth that may lie far out. */
    private static Histogram numbers(String name, NumberSummary reference, NumberSummary now) {
        int last = NumberSummary.QUANTILES - 1;
        double low = Math.min(reference.quantiles()[0], now.quantiles()[0]);
        double high = Math.max(reference.quantiles()[last], now.quantiles()[last]);
        int bins = high > low ? BINS_MAX : 1;
        List<String> labels = new ArrayList<>();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            double from = low + (high - low) * i / bins;
            double to = i == bins - 1 ? high : low + (high - low) * (i + 1) / bins;
            labels.add(bins == 1 ? Texts.value(low) : Texts.value(from) + " \u2026 " + Texts.value(to));
            before.add(share(reference, from, to, i == 0));
            after.add(share(now, from, to, i == 0));
        }
        return new Histogram(name, labels, before, after);
    }

    private static double share(NumberSummary summary, double from, double to, boolean first) {
        return summary.shareUpTo(to) - (first ? 0 : summary.shareUpTo(from));
    }

    private static Histogram words(String name, CategorySummary reference, CategorySummary now) {
        int words = reference.layout().words().size();
        List<Integer> order = IntStream.range(0, words)
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer i) -> Math.max(reference.counts()[i], now.counts()[i]))
                        .reversed())
                .limit(BINS_MAX - 1)
                .toList();
        List<String> labels = new ArrayList<>();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int i : order) {
            labels.add(Texts.word(reference.layout().words().get(i)));
            before.add(share(reference, i));
            after.add(share(now, i));
        }
        labels.add("all others");
        before.add(Math.max(0, 1 - before.stream().mapToDouble(share -> share).sum()));
        after.add(Math.max(0, 1 - after.stream().mapToDouble(share -> share).sum()));
        return new Histogram(name, labels, before, after);
    }

    private static double share(CategorySummary summary, int cell) {
        long present = summary.weight().present();
        return present == 0 ? 0 : (double) summary.counts()[cell] / present;
    }
}
