package io.roundhouse.spi.monitor;

import java.util.List;

/**
 * What a monitor has to say about its model: a sentence first, and what is behind it as tables and pictures, which the
 * shell, the admin API and the console show alike.
 *
 * @param summary one sentence: what was found, since when, what is expected
 */
public record MonitorReport(Health health, String summary, List<Table> tables, List<Histogram> histograms) {
    /** Nothing to say. */
    public static final MonitorReport NONE = new MonitorReport(Health.LEARNING, "", List.of(), List.of());

    public MonitorReport {
        tables = List.copyOf(tables);
        histograms = List.copyOf(histograms);
    }

    /** How the model is, as far as this monitor can tell. */
    public enum Health {
        /** There is not enough to judge by yet. */
        LEARNING,
        GOOD,
        /** A person should look within the day. */
        WARNING,
        /** A person should look now. */
        ALARM
    }

    /** Texts in rows, as many in each as there are columns. */
    public record Table(String name, List<String> columns, List<List<String>> rows) {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Two distributions to be drawn over each other.
     *
     * @param name the column or output
     * @param bins what each bin holds, for a person: {@code 10 … 20}, or a category
     * @param reference the share of each bin in the reference, 0 to 1; empty when there is none
     * @param current the same of now
     */
    public record Histogram(String name, List<String> bins, List<Double> reference, List<Double> current) {
        public Histogram {
            bins = List.copyOf(bins);
            reference = List.copyOf(reference);
            current = List.copyOf(current);
        }
    }
}
