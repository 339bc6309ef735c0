package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.Trends;
import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Series;
import java.io.PrintStream;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:trends ACTION …}. */
@Service
@Command(
        scope = "roundhouse",
        name = "trends",
        description = "Shows how numbers were over hours, days and months.",
        detailedDescription =
                "The important numbers are kept by minute, by hour and by day; etc/io.roundhouse.trends.cfg says which and"
                        + " for how long.\n\nActions"
                        + "\n  series [PREFIX]               what is kept, and since when"
                        + "\n  query NAME [LABEL=VALUE...]   draws one; labels may be left out where only one fits. Of a count"
                        + " the growth in each step, of a gauge its mean. NAME:p99 is a quantile of a histogram"
                        + "\n  report [MONTH]                a month beside the one before, as Markdown"
                        + "\n\nExamples\n  roundhouse:trends series\n  roundhouse:trends query process_cpu_usage"
                        + "\n  roundhouse:trends query roundhouse_inference_duration_seconds:p99 model=credit --last 30d"
                        + "\n  roundhouse:trends query --json --last 90m --step minute process_memory_resident_bytes"
                        + "\n  roundhouse:trends report 2026-10")
public final class TrendsCommand implements Action {
    private static final List<String> ACTIONS = List.of("series", "query", "report");

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Trends trends;

    @Argument(index = 0, name = "action", description = "series, query or report.")
    @Completion(
            value = StringsCompleter.class,
            values = {"series", "query", "report"})
    String action = "series";

    @Argument(index = 1, name = "what", description = "A name and labels, or a month.", multiValued = true)
    List<String> what = List.of();

    @Option(name = "--last", description = "How long a time until now query shows, like 90m, 24h or 30d.")
    String last = "24h";

    @Option(name = "--step", description = "minute, hour or day; without it as long as suits the time.")
    @Completion(
            value = StringsCompleter.class,
            values = {"minute", "hour", "day"})
    String step = "";

    @Option(name = "--json", description = "Print JSON instead of tables and drawings.")
    boolean json;

    LongSupplier wallMillis = System::currentTimeMillis;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        what = LateOptions.take(
                what,
                Map.of("--last", value -> last = value, "--step", value -> step = value),
                Map.of("--json", () -> json = true));
        if (!ACTIONS.contains(action)) {
            throw Refusal.request("trends cannot '" + action + "'" + Nearest.suggestion(action, ACTIONS));
        }
        Trends there = there();
        switch (action) {
            case "series" -> series(there, out);
            case "query" -> query(there, out);
            default -> report(there, out);
        }
        String trouble = there.trouble();
        if (!trouble.isEmpty() && !json) {
            out.println();
            out.println("Trouble: " + trouble + ".");
        }
        out.flush();
    }

    private Trends there() {
        return Refusal.unlessThere(
                trends, "there are no trends here, as their bundle is not running", "roundhouse-trends");
    }

    private String single(String otherwise) {
        if (what.size() > 1) {
            throw Refusal.request("'trends " + action + "' takes one word, got " + what.size());
        }
        return what.isEmpty() ? otherwise : what.get(0);
    }

    private void series(Trends there, PrintStream out) {
        String prefix = single("");
        Table table = new Table("Nothing is kept yet; the first minute is written when it is over.", "series", "since");
        for (Series one : there.series()) {
            if (one.name().startsWith(prefix)) {
                table.row(TrendQuery.text(one.name(), one.labels()), Texts.time(one.sinceMillis()));
            }
        }
        table.print(out, json);
    }

    private void query(Trends there, PrintStream out) {
        if (what.isEmpty()) {
            throw Refusal.request("which series? roundhouse:trends query NAME; roundhouse:trends series lists them");
        }
        TrendQuery query =
                TrendQuery.of(what, last, step, wallMillis.getAsLong()).completed(there.series());
        List<Point> points =
                there.query(query.name(), query.labels(), query.fromMillis(), query.toMillis(), query.step());
        if (json) {
            Table table = new Table("", "at", "count", "sum", "min", "max");
            points.forEach(point -> table.row(
                    Instant.ofEpochMilli(point.atMillis()), point.count(), point.sum(), point.min(), point.max()));
            table.print(out, true);
        } else {
            new TrendChart(query, points).print(out);
        }
    }

    private void report(Trends there, PrintStream out) {
        YearMonth now =
                YearMonth.from(Instant.ofEpochMilli(wallMillis.getAsLong()).atOffset(ZoneOffset.UTC));
        String text = single(now.toString());
        YearMonth month;
        try {
            month = YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.request("a month is written as " + now + ", was '" + text + "'");
        }
        String report = there.report(month);
        if (json) {
            new Table("", "month", "report").row(month, report).print(out, true);
        } else {
            out.print(report);
        }
    }
}
