package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Alerts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
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
                + "\n  test RULES RECORDING          when these rules would have fired on numbers recorded before"
                + "\n\nExamples\n  roundhouse:alert\n  roundhouse:alert rules"
                + "\n  roundhouse:alert silence alert=errors model=credit --for 2h --reason 'being mended'"
                + "\n  roundhouse:alert unsilence s1"
                + "\n  roundhouse:alert resume credit canary"
                + "\n  roundhouse:alert test etc/alerts.yaml numbers.jsonl")
public final class AlertCommand implements Action {
    private static final List<String> ACTIONS = List.of("list", "rules", "silences", "silence", "unsilence", "drained", "resume", "test");

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Alerts alerts;

    @Argument(index = 0, name = "action", description = "list, rules, silences, silence, unsilence, drained, resume or test.")
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "rules", "silences", "silence", "unsilence", "drained", "resume", "test"})
    String action = "list";

    @Argument(index = 1, name = "words", description = "What the action is about.", multiValued = true)
    List<String> words = new ArrayList<>();

    @Option(name = "--for", description = "How long a silence lasts, up to 90d.")
    String duration = "";

    @Option(name = "--by", description = "Who wants the silence.")
    String by = "";

    @Option(name = "--reason", description = "Why, for others to ask.")
    String reason = "";

    @Option(name = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        if (!ACTIONS.contains(action)) {
            throw Refusal.request("alert cannot '" + action + "'" + Nearest.suggestion(action, ACTIONS));
        }
        if (!action.equals("silence") && !(duration.isEmpty() && by.isEmpty() && reason.isEmpty())) {
            throw Refusal.request("--for, --by and --reason belong to 'alert silence', '" + action + "' takes none");
        }
        Alerts there = there();
        switch (action) {
            case "list" -> AlertTables.alerts(none(there.alerts())).print(out, json);
            case "rules" -> AlertTables.rules(none(there.rules())).print(out, json);
            case "silences" -> AlertTables.silences(none(there.silences())).print(out, json);
            case "silence" -> silence(there, out);
            case "unsilence" -> unsilence(there, out);
            case "drained" -> AlertTables.drained(none(there.drained())).print(out, json);
            case "resume" -> resume(there, out);
            default -> test(there, out);
        }
        if (!json && !there.trouble().isEmpty()) {
            out.println("Not in force: " + there.trouble());
        }
        out.flush();
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
        Map<String, String> labels = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Refusal.request("a label is written NAME=VALUE, was '" + word + "'");
            }
            labels.put(word.substring(0, equals), word.substring(equals + 1));
        }
        Duration time = Settings.of(Map.of("--for", duration)).duration("--for", Duration.ZERO, Duration.ofDays(90));
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
