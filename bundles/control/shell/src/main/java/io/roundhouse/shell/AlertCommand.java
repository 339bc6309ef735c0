package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Alerts.Recorded;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:alert ACTION …}. */
@Service
@Command(
        scope = "roundhouse",
        name = "alert",
        description = "Shows, silences and tries out alerts.",
        detailedDescription = "Rules on numbers stand in etc/alerts.yaml and are weighed every 15 seconds."
                + "\n\nActions"
                + "\n  list                          what is pending or firing, and what was resolved within a day"
                + "\n  rules                         the rules in force, and why one cannot be weighed"
                + "\n  silences                      what nobody is told of for a while"
                + "\n  silence LABEL=VALUE ...       tells nobody of alerts of these labels for --for, and does nothing"
                + "\n  unsilence ID                  ends a silence"
                + "\n  drained                       arms that alerts gave no new requests"
                + "\n  resume MODEL ARM              gives a drained arm its requests again"
                + "\n  record FILE                   writes all numbers into a file for 'test', --every 10s --for 1h; Ctrl-C"
                + "\n                                ends it; a name with .gz at its end is compressed"
                + "\n  test RULES RECORDING          when these rules would have fired on numbers recorded before"
                + "\n\nExamples\n  roundhouse:alert\n  roundhouse:alert rules"
                + "\n  roundhouse:alert silence alert=errors model=credit --for 2h --reason 'being mended'"
                + "\n  roundhouse:alert unsilence s1"
                + "\n  roundhouse:alert resume credit canary"
                + "\n  roundhouse:alert record numbers.jsonl.gz --every 10s --for 8h"
                + "\n  roundhouse:alert test etc/alerts.yaml numbers.jsonl.gz")
public final class AlertCommand implements Action {
    private static final Duration TIME_MAX = Duration.ofDays(90);
    private static final List<String> ACTIONS =
            List.of("list", "rules", "silences", "silence", "unsilence", "drained", "resume", "record", "test");

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Alerts alerts;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(
            index = 0,
            name = "action",
            description = "list, rules, silences, silence, unsilence, drained, resume, record or test.")
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "rules", "silences", "silence", "unsilence", "drained", "resume", "record", "test"})
    String action = "list";

    @Argument(index = 1, name = "words", description = "What the action is about.", multiValued = true)
    List<String> words = new ArrayList<>();

    @Option(name = "--for", description = "How long a silence lasts, up to 90d, or a recording, up to 7d (else 1h).")
    String duration = "";

    @Option(name = "--by", description = "Who wants the silence.")
    String by = "";

    @Option(name = "--reason", description = "Why, for others to ask.")
    String reason = "";

    @Option(name = "--every", description = "How far apart the moments of a recording are; 10s without it.")
    String every = "";

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Option(name = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        takeLateOptions();
        print(System.out, ProgressLine.of(progress, session, System.err));
        return null;
    }

    private void takeLateOptions() {
        Map<String, Consumer<String>> values = Map.of(
                "--for", value -> duration = value,
                "--by", value -> by = value,
                "--reason", value -> reason = value,
                "--every", value -> every = value,
                "--progress", value -> progress = value);
        words = LateOptions.take(words, values, Map.of("--json", () -> json = true));
    }

    void print(PrintStream out, ProgressLine line) {
        takeLateOptions();
        if (!ACTIONS.contains(action)) {
            throw Refusal.request("alert cannot '" + action + "'" + Nearest.suggestion(action, ACTIONS));
        }
        checkOptions();
        Alerts there = there();
        switch (action) {
            case "list" -> AlertTables.alerts(none(there.alerts())).print(out, json);
            case "rules" -> AlertTables.rules(none(there.rules())).print(out, json);
            case "silences" -> AlertTables.silences(none(there.silences())).print(out, json);
            case "silence" -> silence(there, out);
            case "unsilence" -> unsilence(there, out);
            case "drained" -> AlertTables.drained(none(there.drained())).print(out, json);
            case "resume" -> resume(there, out);
            case "record" -> record(there, out, line);
            default -> test(there, out);
        }
        if (!json && !there.trouble().isEmpty()) {
            out.println("Not in force: " + there.trouble());
        }
        out.flush();
    }

    private void checkOptions() {
        boolean silences = action.equals("silence");
        boolean records = action.equals("record");
        if (!silences && !(by.isEmpty() && reason.isEmpty())) {
            throw Refusal.request("--by and --reason belong to 'alert silence', '" + action + "' takes none");
        }
        if (!silences && !records && !duration.isEmpty()) {
            throw Refusal.request("--for belongs to 'alert silence' and 'alert record', '" + action + "' takes none");
        }
        if (!records && !(every.isEmpty() && progress.isEmpty())) {
            throw Refusal.request("--every and --progress belong to 'alert record', '" + action + "' takes none");
        }
    }

    private Alerts there() {
        return Refusal.unlessThere(
                alerts, "there are no alerts here, as their bundle is not running", "roundhouse-alerts");
    }

    private <T> T none(T answer) {
        if (!words.isEmpty()) {
            throw Refusal.request("'alert " + action + "' takes no further words, found " + words);
        }
        return answer;
    }

    private void silence(Alerts there, PrintStream out) {
        if (words.isEmpty() || duration.isEmpty()) {
            throw Refusal.request("'alert silence' needs labels and a time, like: alert silence model=credit --for 2h");
        }
        Map<String, String> labels = AlertTables.parsed(words);
        Duration time = time("--for", duration, Duration.ZERO);
        String id = there.silence(labels, time, by, reason);
        if (json) {
            AlertTables.silences(there.silences().stream()
                            .filter(silence -> silence.id().equals(id))
                            .toList())
                    .print(out, true);
        } else {
            out.println("Silence " + id + " of " + labels + " for " + duration + "; roundhouse:alert unsilence " + id
                    + " ends it.");
        }
    }

    private static Duration time(String option, String text, Duration otherwise) {
        Map<String, String> said = text.isEmpty() ? Map.of() : Map.of(option, text);
        return Settings.of(said).duration(option, otherwise, TIME_MAX);
    }

    private void record(Alerts there, PrintStream out, ProgressLine line) {
        if (words.size() != 1) {
            throw Refusal.request("'alert record' needs one file, like: alert record numbers.jsonl.gz --for 8h");
        }
        Recorded done;
        try (line) {
            done = there.record(
                    Path.of(words.get(0)),
                    time("--every", every, Duration.ofSeconds(10)),
                    time("--for", duration, Duration.ofHours(1)),
                    line);
        }
        out.println(done.moments() + " moments, " + done.bytes() + " bytes in " + done.file() + ": " + done.end()
                + ". roundhouse:alert test RULES " + words.get(0) + " tries rules out on it.");
    }

    private void unsilence(Alerts there, PrintStream out) {
        if (words.size() != 1) {
            throw Refusal.request("'alert unsilence' needs one id, like: alert unsilence s1");
        }
        there.unsilence(words.get(0));
        out.println("Silence " + words.get(0) + " has ended.");
    }

    private void resume(Alerts there, PrintStream out) {
        if (words.size() != 2) {
            throw Refusal.request("'alert resume' needs a model and an arm, like: alert resume credit canary");
        }
        there.resume(words.get(0), words.get(1));
        out.println("Arm " + words.get(1) + " of " + words.get(0) + " gets its requests again.");
    }

    private void test(Alerts there, PrintStream out) {
        if (words.size() != 2) {
            throw Refusal.request(
                    "'alert test' needs two files, rules and numbers: alert test etc/alerts.yaml numbers.jsonl");
        }
        AlertTables.changes(there.test(Path.of(words.get(0)), Path.of(words.get(1))))
                .print(out, json);
    }
}
