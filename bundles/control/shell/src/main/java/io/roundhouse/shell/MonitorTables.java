package io.roundhouse.shell;

import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.spi.monitor.MonitorReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Attached monitors as a person reads them. */
final class MonitorTables {
    private static final int BAR_WIDTH = 30;
    private static final String NONE = "No monitor is attached. A list 'monitors' in model.yaml attaches some, or"
            + " roundhouse:monitor attach MONITOR MODEL.";

    private MonitorTables() {}

    static void all(Iterable<Attachment> attachments, PrintStream out) {
        Table table = new Table(
                NONE,
                "model",
                "monitor",
                "version",
                "by",
                "state",
                "health",
                "seen",
                "passed over",
                "lost",
                "failed",
                "waiting",
                "says");
        attachments.forEach(one -> table.row(
                one.model(),
                one.monitor(),
                Texts.orDash(one.version()),
                by(one),
                one.state(),
                one.report().health(),
                count(one.seen()),
                count(one.passedOver()),
                count(one.lost()),
                count(one.failed()),
                count(one.waiting()),
                Texts.orDash(one.note().isEmpty() ? one.report().summary() : one.note())));
        table.print(out, false);
    }

    private static String by(Attachment one) {
        return one.byHand() ? "hand" : "model.yaml";
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static void one(Attachment one, PrintStream out) {
        out.println(sentence(one));
        if (!one.report().summary().isEmpty()) {
            out.println(one.report().health() + ": " + one.report().summary());
        }
        out.println("It saw " + count(one.seen()) + " events, was not told of " + count(one.passedOver())
                + " to keep to its share of the processors, lost " + count(one.lost()) + ", failed "
                + count(one.failed()) + " times; " + count(one.waiting()) + " wait.");
        one.report().tables().forEach(table -> print(table, out));
        one.report().histograms().forEach(histogram -> print(histogram, out));
        if (!one.meters().isEmpty()) {
            out.println();
            Table meters = new Table("", "meter", "labels", "value");
            one.meters()
                    .forEach(meter ->
                            meters.row(meter.name(), new TreeMap<>(meter.labels()), Texts.number(meter.value())));
            meters.print(out, false);
        }
    }

    /** {@code Monitor drift 0.1.0 watches credit.}. */
    static String sentence(Attachment one) {
        String who = "Monitor " + (one.monitor() + " " + one.version()).strip();
        return switch (one.state()) {
            case RUNNING -> who + " watches " + one.model() + ".";
            case WAITING -> who + " waits to watch " + one.model() + ": " + one.note() + ".";
            case FAILED -> who + " does not watch " + one.model() + " as it should: " + one.note() + ".";
        };
    }

    private static void print(MonitorReport.Table given, PrintStream out) {
        out.println();
        out.println(given.name());
        Table table = new Table("nothing yet", given.columns().toArray(String[]::new));
        given.rows().forEach(row -> table.row(row.toArray()));
        table.print(out, false);
    }

    private static void print(MonitorReport.Histogram histogram, PrintStream out) {
        boolean compares = !histogram.reference().isEmpty();
        out.println();
        out.println(histogram.name());
        Table table = compares
                ? new Table("nothing yet", "bin", "reference", "share", "now", "now_share")
                : new Table("nothing yet", "bin", "now", "now_share");
        for (int i = 0; i < histogram.bins().size(); i++) {
            String bin = histogram.bins().get(i);
            double now = share(histogram.current(), i);
            if (compares) {
                double reference = share(histogram.reference(), i);
                table.row(bin, bar(reference), percent(reference), bar(now), percent(now));
            } else {
                table.row(bin, bar(now), percent(now));
            }
        }
        table.print(out, false);
    }

    /** A monitor may have told fewer shares than bins. */
    private static double share(List<Double> shares, int index) {
        double share = index < shares.size() ? shares.get(index) : 0;
        return Double.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
    }

    /** As long as the share is large; what is there at all can be seen. */
    static String bar(double share) {
        int length = (int) Math.round(share * BAR_WIDTH);
        return "#".repeat(share > 0 ? Math.max(1, length) : 0);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
