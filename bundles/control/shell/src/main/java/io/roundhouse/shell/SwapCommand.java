package io.roundhouse.shell;

import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Step;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:swap ENGINE VERSION}. */
@Service
@Command(
        scope = "roundhouse",
        name = "swap",
        description = "Exchanges an engine for another version while it answers.",
        detailedDescription = "Installs the other version beside the running one, loads and warms every model on it,"
                + " publishes, drains and closes the old one, uninstalls it, and looks whether its native code has left"
                + " the process. Each step is shown with its time. When a step fails, the old version goes on serving."
                + "\n\nExamples\n  roundhouse:swap onnxruntime 1.20.0\n  roundhouse:swap --json onnxruntime 1.29.0")
public final class SwapCommand implements Action {
    @Reference
    PluginControl plugins;

    @Argument(index = 0, name = "engine", description = "The engine's name.", required = true)
    @Completion(EngineNameCompleter.class)
    String engine;

    @Argument(index = 1, name = "version", description = "The version to change to, higher or lower.", required = true)
    String version;

    @Option(name = "--json", description = "Print JSON instead of progress.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        List<Step> steps = plugins.swap(engine, version, step -> {
            if (!json) {
                out.println(String.format(
                        Locale.ROOT, "  %-10s %8s  %s", step.name(), Texts.duration(step.took()), step.detail()));
                out.flush();
            }
        });
        if (json) {
            Table table = new Table("", "step", "millis", "detail");
            steps.forEach(step -> table.row(step.name(), step.took().toMillis(), step.detail()));
            table.print(out, true);
        } else {
            Duration all = steps.stream().map(Step::took).reduce(Duration.ZERO, Duration::plus);
            out.println(engine + " is " + version + " now, after " + Texts.duration(all) + ".");
        }
    }
}
