package io.roundhouse.shell;

import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.EngineCanaries.Report;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.server.control.Rollouts;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:canary ENGINE VERSION}, and what became of it. */
@Service
@Command(
        scope = "roundhouse",
        name = "canary",
        description = "Lets another version of an engine watch what the one in force answers.",
        detailedDescription = "Installs the other version beside the running one and lets it answer a share of the same"
                + " requests, for nobody but the judge. When every guard of every model is established it can take over,"
                + " by a swap; when one model is harmed it is taken away, with its native code. roundhouse:compare shows"
                + " how the answers differ."
                + "\n\nUses\n  canary ENGINE VERSION   begins one"
                + "\n  canary                  how far it is, with the judge's numbers"
                + "\n  canary promote          makes it the engine in force now, whatever the judge says"
                + "\n  canary abort            takes it away now"
                + "\n\nExamples\n  roundhouse:canary --shadow 20 --tolerance 1e-3 --auto onnxruntime 1.29.0"
                + "\n  roundhouse:canary --models credit,minilm onnxruntime 1.20.0\n  roundhouse:canary promote")
public final class CanaryCommand implements Action {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    EngineCanaries canaries;

    @Reference(optional = true)
    @Nullable
    Rollouts rollouts;

    @Argument(index = 0, name = "engine", description = "The engine's name; or status, promote or abort.")
    @Completion(EngineNameCompleter.class)
    String engine = "status";

    @Argument(index = 1, name = "version", description = "The version that is to watch.")
    String version = "";

    @Option(name = "--models", description = "The models that take part, with commas; all on the engine without it.")
    String models = "";

    @Option(name = "--shadow", description = "How many of 100 requests it watches.")
    String shadow = "20";

    @Option(
            name = "--tolerance",
            description =
                    "The relative difference from which an answer counts as another, like 1e-3; of 1,000 less than 2"
                            + " may. Without it differences are shown and do not count.")
    double tolerance;

    @Option(name = "--auto", description = "It takes over by itself when every guard is established.")
    boolean auto;

    @Option(name = "--json", description = "Print JSON instead of text.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        EngineCanaries there = there();
        Consumer<Step> progress = step -> {
            if (!json) {
                out.println(String.format(
                        Locale.ROOT, "  %-10s %8s  %s", step.name(), Texts.duration(step.took()), step.detail()));
                out.flush();
            }
        };
        switch (engine) {
            case "status" -> status(there.canary(), out);
            case "promote" -> {
                there.promote(progress);
                out.println("The canary is the engine in force now.");
            }
            case "abort" -> {
                there.abort(progress);
                out.println("The canary is gone.");
            }
            default -> status(Optional.of(start(there, progress)), out);
        }
    }

    private EngineCanaries there() {
        return Refusal.unlessThere(
                canaries, "there are no canaries here, as their bundle is not running", "roundhouse-rollouts");
    }

    private Report start(EngineCanaries there, Consumer<Step> progress) {
        if (version.isEmpty()) {
            throw Refusal.request(
                    "which version of " + engine + " is to watch? roundhouse:canary " + engine + " VERSION");
        }
        List<String> chosen = models.isEmpty() ? List.of() : Arrays.asList(models.split(",", -1));
        return there.start(engine, version, chosen, percent(), tolerance, auto, progress);
    }

    private double percent() {
        String number = shadow.endsWith("%") ? shadow.substring(0, shadow.length() - 1) : shadow;
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw Refusal.request("--shadow must be a number of percent, like 20, was '" + shadow + "'");
        }
    }

    private void status(Optional<Report> report, PrintStream out) {
        Table table = new Table(
                "No engine is a canary.", "engine", "version", "beside", "models", "shadow", "auto", "since", "doing");
        report.ifPresent(one -> table.row(
                one.engine(),
                one.version(),
                one.from(),
                Texts.list(one.models()),
                one.shadowPercent(),
                one.auto(),
                Texts.time(one.sinceMillis()),
                one.doing()));
        table.print(out, json);
        if (!json) {
            report.ifPresent(one -> verdicts(one.models(), out));
        }
    }

    private void verdicts(List<String> names, PrintStream out) {
        Rollouts there = rollouts;
        if (there == null) {
            return;
        }
        there.rollouts().stream().filter(one -> names.contains(one.model())).forEach(one -> one.verdict()
                .ifPresent(verdict -> {
                    out.println();
                    out.println(one.model());
                    GuardTable.of(verdict).print(out, false);
                }));
    }
}
