package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Monitoring.Attachment;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:monitor ACTION [MONITOR MODEL [KEY=VALUE…]]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "monitor",
        description = "Shows, attaches and detaches monitors of models.",
        detailedDescription =
                "A monitor watches one model while it answers, on a thread of its own: drift, quality, capture."
                        + " Those of model.yaml are attached by themselves; what is attached here goes before it, and is kept"
                        + " across restarts until it is detached.\n\nActions"
                        + "\n  list [MONITOR [MODEL]]              what is attached where, and how it is"
                        + "\n  show MONITOR MODEL                  what the monitor has to say, with its tables and distributions"
                        + "\n  attach MONITOR MODEL [KEY=VALUE…]   attaches it, or attaches it anew with other settings"
                        + "\n  detach MONITOR MODEL                detaches what was attached here, and deletes its data"
                        + "\n\nExamples\n  roundhouse:monitor\n  roundhouse:monitor attach drift credit window=1h"
                        + "\n  roundhouse:monitor attach capture credit share=1 'redact=[name, address]'"
                        + "\n  roundhouse:monitor show drift credit\n  roundhouse:monitor detach drift credit")
public final class MonitorCommand implements Action {
    private static final List<String> ACTIONS = List.of("list", "show", "attach", "detach");

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Monitoring monitoring;

    @Argument(index = 0, name = "action", description = "list, show, attach or detach.")
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "show", "attach", "detach"})
    String action = "list";

    @Argument(index = 1, name = "monitor", description = "The monitor's name, as its plugin gives it.")
    @Completion(MonitorNameCompleter.class)
    String monitor = "";

    @Argument(index = 2, name = "model", description = "The model's name.")
    @Completion(ModelNameCompleter.class)
    String model = "";

    @Argument(index = 3, name = "settings", description = "The monitor's settings, KEY=VALUE.", multiValued = true)
    List<String> settings = List.of();

    @Option(name = "--json", description = "Print JSON instead of tables.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        if (!ACTIONS.contains(action)) {
            throw Refusal.request("monitor cannot '" + action + "'" + Nearest.suggestion(action, ACTIONS));
        }
        if (!settings.isEmpty() && !action.equals("attach")) {
            throw Refusal.request(
                    "settings belong to 'monitor attach', '" + action + "' takes none, found " + settings);
        }
        if (!action.equals("list") && model.isEmpty()) {
            throw Refusal.request("'monitor " + action + "' needs a monitor and a model: roundhouse:monitor " + action
                    + " MONITOR MODEL");
        }
        Monitoring there = there();
        switch (action) {
            case "list" -> list(there.attachments(), out);
            case "show" -> show(only(there.attachments()), out);
            case "attach" -> {
                there.attach(monitor, model, settings());
                changed(there, out);
            }
            default -> {
                there.detach(monitor, model);
                changed(there, out);
            }
        }
        out.flush();
    }

    private Monitoring there() {
        return Refusal.unlessThere(
                monitoring, "no monitor can be attached here, as their host is not running", "roundhouse-monitorhost");
    }

    private void list(List<Attachment> all, PrintStream out) {
        List<Attachment> chosen = all.stream()
                .filter(one -> monitor.isEmpty() || one.monitor().equals(monitor))
                .filter(one -> model.isEmpty() || one.model().equals(model))
                .toList();
        if (json) {
            MonitorJson.all(chosen, out);
        } else {
            MonitorTables.all(chosen, out);
        }
    }

    private void show(Attachment one, PrintStream out) {
        if (json) {
            MonitorJson.one(one, out);
        } else {
            MonitorTables.one(one, out);
        }
    }

    private Attachment only(List<Attachment> all) {
        List<String> known =
                all.stream().map(one -> one.monitor() + " " + one.model()).toList();
        return all.stream()
                .filter(this::isMeant)
                .findFirst()
                .orElseThrow(() -> Refusal.request("monitor '" + monitor + "' is not attached to model '" + model + "'"
                        + Nearest.suggestion(monitor + " " + model, known)));
    }

    private boolean isMeant(Attachment one) {
        return one.monitor().equals(monitor) && one.model().equals(model);
    }

    private Settings settings() {
        Settings.Builder all = Settings.builder("attach");
        for (String word : settings) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw Refusal.request("a setting is KEY=VALUE, was '" + word + "'");
            }
            all.put(word.substring(0, equals), word.substring(equals + 1), "attach");
        }
        return all.build();
    }

    /** How it is now; by model.yaml it may be there after it was detached. */
    private void changed(Monitoring there, PrintStream out) {
        List<Attachment> left =
                there.attachments().stream().filter(this::isMeant).toList();
        if (json) {
            MonitorJson.all(left, out);
        } else if (left.isEmpty()) {
            out.println("Monitor " + monitor + " is detached from " + model + ", and its data is deleted.");
        } else {
            out.println(MonitorTables.sentence(left.get(0)));
        }
    }
}
