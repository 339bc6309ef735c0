package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Rollouts.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:rollout ACTION [MODEL]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "rollout",
        description = "Shows and steers the way of a new version beside the live one.",
        detailedDescription =
                "A rollout gives a canary its share of the requests step by step; the judge promotes it or"
                        + " rolls it back, unless a person is quicker.\n\nActions"
                        + "\n  status [MODEL]    where it stands and why, with the judge's numbers; without a model, all of them"
                        + "\n  history [MODEL]   what ended, when, by whom and why"
                        + "\n  start MODEL       begins one by hand, with the newest version that is not live or with --version"
                        + "\n  pause MODEL       keeps arms and shares as they are; the judge only watches for harm"
                        + "\n  resume MODEL      goes on after a pause, and through a step that waits for a person"
                        + "\n  promote MODEL     makes the canary the live arm now, whatever the judge says"
                        + "\n  abort MODEL       takes the canary away now and remembers it as rolled back"
                        + "\n\nExamples\n  roundhouse:rollout status\n  roundhouse:rollout status credit"
                        + "\n  roundhouse:rollout start credit --version 2\n  roundhouse:rollout promote credit"
                        + "\n  roundhouse:rollout history --json credit")
public final class RolloutCommand implements Action {
    private static final List<String> ACTIONS =
            List.of("status", "history", "start", "pause", "resume", "promote", "abort");

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Rollouts rollouts;

    @Argument(index = 0, name = "action", description = "status, history, start, pause, resume, promote or abort.")
    @Completion(
            value = StringsCompleter.class,
            values = {"status", "history", "start", "pause", "resume", "promote", "abort"})
    String action = "status";

    @Argument(index = 1, name = "model", description = "The model's name.")
    @Completion(RolloutNameCompleter.class)
    String model = "";

    @Option(name = "--version", description = "The canary that start begins with.")
    String version = "";

    @Option(name = "--json", description = "Print JSON instead of tables.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        if (!ACTIONS.contains(action)) {
            throw Refusal.request("rollout cannot '" + action + "'" + Nearest.suggestion(action, ACTIONS));
        }
        if (!version.isEmpty() && !action.equals("start")) {
            throw Refusal.request("--version belongs to 'rollout start', '" + action + "' takes none");
        }
        Rollouts there = there();
        switch (action) {
            case "status" -> status(there.rollouts(), out);
            case "history" -> history(there.rollouts(), out);
            default -> changed(change(there), out);
        }
        out.flush();
    }

    private Rollouts there() {
        return Refusal.unlessThere(
                rollouts, "there are no rollouts here, as their bundle is not running", "roundhouse-rollouts");
    }

    private void status(List<Report> all, PrintStream out) {
        if (model.isEmpty()) {
            RolloutTables.all(all, json, out);
        } else if (json) {
            RolloutJson.report(only(all), out);
        } else {
            RolloutTables.one(only(all), out);
        }
    }

    private void history(List<Report> all, PrintStream out) {
        List<Report> chosen = model.isEmpty() ? all : List.of(only(all));
        if (json) {
            RolloutJson.history(chosen, out);
        } else {
            RolloutTables.history(chosen, out);
        }
    }

    private Report only(List<Report> all) {
        return all.stream()
                .filter(report -> report.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "no model '" + model + "' has a rollout"
                                + Nearest.suggestion(
                                        model, all.stream().map(Report::model).toList())));
    }

    private Report change(Rollouts there) {
        if (model.isEmpty()) {
            throw Refusal.request("'rollout " + action + "' needs a model: roundhouse:rollout " + action + " MODEL");
        }
        return switch (action) {
            case "start" -> there.start(model, version.isEmpty() ? Optional.empty() : Optional.of(version));
            case "pause" -> there.pause(model);
            case "resume" -> there.resume(model);
            case "promote" -> there.promote(model);
            default -> there.abort(model);
        };
    }

    private void changed(Report report, PrintStream out) {
        if (json) {
            RolloutJson.report(report, out);
        } else {
            out.println(RolloutTables.sentence(report));
        }
    }
}
