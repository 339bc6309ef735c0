package io.roundhouse.shell;

import io.roundhouse.server.control.Profiler;
import io.roundhouse.server.control.Profiler.Profiled;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:profile --data FILE MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "profile",
        description = "Makes of training data what the monitor drift holds requests against.",
        detailedDescription =
                "Reads a file of rows (.csv, .jsonl, .parquet) as clients send them, asks the model about each where it is"
                        + " served here, and writes how every column is distributed to profile.json in the version's"
                        + " folder. MODEL is a name in the folder of models, or the path of a model folder.\n\n"
                        + "Examples\n"
                        + "  roundhouse:profile --data train.csv credit\n"
                        + "  roundhouse:profile --data train.parquet --inputs-only --version 2 ./credit")
public final class ProfileCommand extends FileWork {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Profiler profiler;

    @Option(name = "--data", description = "The rows.", required = true)
    @Completion(FileCompleter.class)
    String data = "";

    @Option(name = "--inputs-only", description = "Do not ask the model; its outputs are not watched then.")
    boolean inputsOnly;

    @Override
    void print(PrintStream out, ProgressLine line) {
        Profiled done;
        try (line) {
            done = OfflineDoor.of(profiler).profile(subject(), Path.of(data), inputsOnly, line);
        }
        out.println(String.format(
                Locale.ROOT,
                "Profiled %,d rows of %s:%s: inputs %s.",
                done.rows(),
                done.model(),
                done.version(),
                String.join(", ", done.inputs())));
        out.println(
                done.withoutOutputs().isEmpty()
                        ? "Outputs " + String.join(", ", done.outputs()) + "."
                        : "No outputs: the model was not asked, " + done.withoutOutputs() + ".");
        if (done.refused() > 0) {
            out.println(String.format(
                    Locale.ROOT, "%,d rows are not in it, refused like the first: %s", done.refused(), done.refusal()));
        }
        out.println("Written to " + done.file() + ". In model.yaml: drift: { reference: " + done.version() + "/"
                + Profiler.FILE + " }");
    }
}
