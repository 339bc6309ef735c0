package io.roundhouse.shell;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.Drained;
import io.roundhouse.server.control.Alerts.Rule;
import io.roundhouse.server.control.Alerts.Silence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alerts, rules and silences as tables. */
final class AlertTables {
    private AlertTables() {}

    /** Labels as a person writes them. */
    static Map<String, String> parsed(List<String> words) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Refusal.request("a label is written NAME=VALUE, was '" + word + "'");
            }
            labels.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return labels;
    }

    static Table alerts(List<Alert> alerts) {
        Table table = new Table(
                "Nothing is pending or firing, and nothing was resolved within a day.",
                "alert",
                "severity",
                "state",
                "since",
                "labels",
                "value",
                "summary",
                "muted");
        for (Alert alert : alerts) {
            table.row(
                    alert.rule(),
                    alert.severity(),
                    state(alert),
                    Texts.time(alert.sinceMillis()),
                    labels(alert.labels()),
                    Texts.number(alert.value()),
                    alert.summary(),
                    Texts.orDash(alert.muted()));
        }
        return table;
    }

    /** In the order of time. */
    static Table changes(List<Alert> changes) {
        Table table = new Table(
                "Nothing would have been pending or firing.", "at", "alert", "severity", "state", "labels", "value");
        for (Alert change : changes) {
            table.row(
                    Texts.time(change.sinceMillis()),
                    change.rule(),
                    change.severity(),
                    state(change),
                    labels(change.labels()),
                    Texts.number(change.value()));
        }
        return table;
    }

    static Table rules(List<Rule> rules) {
        Table table = new Table(
                "There are no rules; write some into etc/alerts.yaml.",
                "alert",
                "severity",
                "expression",
                "for",
                "actions",
                "note");
        for (Rule rule : rules) {
            table.row(
                    rule.name(),
                    rule.severity(),
                    rule.expression(),
                    rule.pending().isZero() ? "-" : Texts.duration(rule.pending()),
                    Texts.list(rule.actions()),
                    Texts.orDash(rule.note()));
        }
        return table;
    }

    static Table silences(List<Silence> silences) {
        Table table = new Table("There are no silences.", "id", "labels", "until", "by", "reason");
        for (Silence silence : silences) {
            table.row(
                    silence.id(),
                    labels(silence.labels()),
                    Texts.time(silence.endMillis()),
                    Texts.orDash(silence.by()),
                    Texts.orDash(silence.reason()));
        }
        return table;
    }

    static Table drained(List<Drained> drained) {
        Table table = new Table("No alert drained an arm.", "model", "arm", "since", "alert", "until");
        for (Drained one : drained) {
            table.row(
                    one.model(),
                    one.arm(),
                    Texts.time(one.sinceMillis()),
                    one.alert(),
                    one.whileFiring() ? "the alert ends" : "it is resumed");
        }
        return table;
    }

    private static String state(Alert alert) {
        return alert.state().name().toLowerCase(Locale.ROOT);
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? "-"
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(" "));
    }
}
