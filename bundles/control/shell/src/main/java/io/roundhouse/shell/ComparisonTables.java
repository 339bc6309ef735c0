package io.roundhouse.shell;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Latency;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Comparisons.Spread;
import io.roundhouse.server.control.Comparisons.Worst;
import java.util.List;
import java.util.Locale;

/** Reports of comparisons as tables. */
final class ComparisonTables {
    private static final String EMPTY =
            "Nothing was compared yet: an arm with 'mirror: 20' watches 20 % of the requests.";

    private ComparisonTables() {}

    /** A line for each output of each pair of arms. */
    static Table lines(List<Report> reports) {
        Table table = new Table(
                EMPTY,
                "model",
                "live",
                "watching",
                "output",
                "pairs",
                "failed_live",
                "failed_watching",
                "equal",
                "max_absolute",
                "p99_relative",
                "max_relative",
                "max_ulps",
                "max_cosine_distance",
                "flips",
                "mismatches",
                "compute_live",
                "compute_watching");
        for (Report report : reports) {
            report.outputs().forEach(output -> line(table, report, output));
        }
        return table;
    }

    private static void line(Table table, Report report, Output output) {
        Latency compute = latency(report, "compute");
        table.row(
                report.model(),
                arm(report.live()),
                arm(report.watching()),
                output.name(),
                report.pairs().all(),
                report.pairs().onlyLiveFailed(),
                report.pairs().onlyWatchingFailed(),
                percent(output.equalPairs(), output.pairs()),
                number(output.absolute().max()),
                number(output.relative().p99()),
                number(output.relative().max()),
                output.ulps().count() == 0 ? "-" : number(output.ulps().max()),
                output.cosineDistance().count() == 0
                        ? "-"
                        : number(output.cosineDistance().max()),
                flips(report, output),
                output.mismatches(),
                micros(compute.liveMeanNanos()),
                micros(compute.watchingMeanNanos()));
    }

    private static String flips(Report report, Output output) {
        return report.label()
                .filter(label -> label.output().equals(output.name()))
                .map(label -> label.flippedRows() + " of " + label.rows())
                .orElse("-");
    }

    /** All that is known of these. */
    static Table full(List<Report> reports) {
        Table table = new Table(EMPTY, "what", "value");
        for (Report report : reports) {
            table.row("live", arm(report.live()));
            table.row("watching", arm(report.watching()));
            table.row("since", Texts.time(report.sinceMillis()) + ", last " + Texts.time(report.lastMillis()));
            table.row("pairs", pairs(report.pairs()));
            report.label().ifPresent(label -> table.row("label " + label.output(), flips(label)));
            report.outputs().forEach(output -> output(table, output));
            report.latencies().stream()
                    .filter(part -> part.difference().count() > 0)
                    .forEach(part -> table.row(
                            "time " + part.part(), times(part, report.pairs().bothAnswered())));
            table.row(
                    "bytes of outputs",
                    report.sizes().liveBytes() + " live, " + report.sizes().watchingBytes() + " watching");
            report.worst().forEach(worst -> table.row("worst", worst(worst)));
        }
        return table;
    }

    private static String pairs(Counts pairs) {
        return pairs.all() + ": " + percent(pairs.equal(), pairs.all()) + " equal, " + pairs.onlyWatchingFailed()
                + " failed on watching only, " + pairs.onlyLiveFailed() + " on live only, " + pairs.bothFailed()
                + " on both";
    }

    private static String flips(Label label) {
        return label.flippedRows() + " of " + label.rows() + " rows flipped, in " + label.flippedPairs() + " of "
                + label.pairs() + " pairs";
    }

    private static void output(Table table, Output output) {
        String name = "output " + output.name();
        table.row(
                name,
                percent(output.equalPairs(), output.pairs()) + " of pairs equal, "
                        + percent(output.equalElements(), output.elements()) + " of elements");
        spread(table, name + " absolute", output.absolute());
        spread(table, name + " relative", output.relative());
        spread(table, name + " ULPs", output.ulps());
        spread(table, name + " 1-cosine", output.cosineDistance());
        if (output.incomparable() > 0) {
            table.row(name + " incomparable", output.incomparable() + " elements are a number on one side only");
        }
        if (output.mismatches() > 0) {
            table.row(name + " mismatch", output.mismatches() + " pairs, as " + output.mismatch());
        }
    }

    private static void spread(Table table, String name, Spread spread) {
        if (spread.count() > 0) {
            table.row(
                    name,
                    "p50 " + number(spread.p50()) + ", p90 " + number(spread.p90()) + ", p99 " + number(spread.p99())
                            + ", max " + number(spread.max()));
        }
    }

    /** @param both pairs that have times; of a part that is not always measured it is said how many had it */
    private static String times(Latency part, long both) {
        long count = part.difference().count();
        return micros(part.liveMeanNanos()) + " live, " + micros(part.watchingMeanNanos())
                + " watching; difference p50 " + micros(part.difference().p50()) + ", p99 "
                + micros(part.difference().p99()) + (count < both ? "; measured in " + count + " pairs" : "");
    }

    private static String worst(Worst worst) {
        return worst.requestId() + " " + worst.output() + " row " + worst.row() + (worst.flip() ? " FLIP" : "")
                + ": live " + worst.live() + ", watching " + worst.watching() + " (" + number(worst.relative()) + ") "
                + Texts.time(worst.atMillis());
    }

    private static Latency latency(Report report, String part) {
        return report.latencies().stream()
                .filter(latency -> latency.part().equals(part))
                .findFirst()
                .orElse(new Latency(part, 0, 0, new Spread(0, 0, 0, 0, 0, 0, 0)));
    }

    /** {@code shadow: 2 on onnxruntime 1.29.0}. */
    private static String arm(ServedBy arm) {
        return arm.arm() + ": " + arm.model().version() + " on " + arm.engine() + " " + arm.engineVersion();
    }

    private static String percent(long part, long all) {
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / all);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2g", value);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
}
