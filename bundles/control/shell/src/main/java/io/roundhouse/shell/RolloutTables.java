package io.roundhouse.shell;

import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.control.Verdict;
import java.io.PrintStream;
import java.util.List;

/** Rollouts as a person reads them. */
final class RolloutTables {
    private static final String NONE = "No model has a rollout; a section 'rollout' in its model.yaml gives it one.";

    private RolloutTables() {}

    static void all(List<Report> reports, boolean json, PrintStream out) {
        if (json) {
            RolloutJson.reports(reports, out);
            return;
        }
        Table table = new Table(NONE, "model", "state", "stable", "canary", "step", "since", "doing", "judge");
        reports.forEach(report -> table.row(
                report.model(),
                report.state(),
                report.stable(),
                Texts.orDash(report.canary()),
                step(report),
                Texts.time(report.sinceMillis()),
                Texts.orDash(report.doing()),
                report.verdict().map(verdict -> verdict.decision().name()).orElse("-")));
        table.print(out, false);
    }

    static void one(Report report, PrintStream out) {
        Table table = new Table("", "what", "value");
        table.row("model", report.model());
        table.row("state", report.state());
        table.row("since", Texts.time(report.sinceMillis()));
        table.row("stable", report.stable());
        table.row("canary", Texts.orDash(report.canary()));
        table.row("step", step(report));
        table.row("doing", Texts.orDash(report.doing()));
        table.row("rejected", Texts.list(report.rejected()));
        table.print(out, false);
        paragraph(report.reason(), out);
        report.verdict().ifPresent(verdict -> verdict(verdict, report.reason(), out));
    }

    private static void verdict(Verdict verdict, String alreadySaid, PrintStream out) {
        out.println();
        GuardTable.of(verdict).print(out, false);
        if (!verdict.text().equals(alreadySaid)) {
            paragraph(verdict.text(), out);
        }
    }

    private static void paragraph(String text, PrintStream out) {
        if (!text.isEmpty()) {
            out.println();
            out.println(text);
        }
    }

    /** No table: a reason is a paragraph, and would make every row as wide. */
    static void history(List<Report> reports, PrintStream out) {
        if (reports.stream().allMatch(report -> report.history().isEmpty())) {
            out.println("No rollout has ended yet.");
        }
        for (Report report : reports) {
            for (Past past : report.history()) {
                out.println(report.model() + ": " + past.canary() + " beside " + past.stable() + " " + past.outcome()
                        + " by " + past.by() + ", " + Texts.time(past.sinceMillis()) + " to "
                        + Texts.time(past.endMillis()));
                out.println("  " + past.reason());
            }
        }
    }

    /** What came of a change. */
    static String sentence(Report report) {
        if (report.state() == State.IDLE) {
            return report.model() + " is served by " + report.stable() + ", no rollout goes on"
                    + because(report.reason());
        }
        return report.model() + " is " + report.state() + ": canary " + report.canary() + " beside " + report.stable()
                + ", step " + step(report) + because(report.doing());
    }

    private static String because(String text) {
        return text.isEmpty() ? "." : ": " + text + (text.endsWith(".") ? "" : ".");
    }

    private static String step(Report report) {
        return report.step() == 0 ? "-" : report.step() + " of " + report.steps();
    }
}
