package io.roundhouse.shell;

import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Offline.Learnt;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:fit --data FILE MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "fit",
        description = "Lets the steps before a model learn from data.",
        detailedDescription =
                "Reads a file of rows (.csv, .jsonl, .parquet), lets every step before the model that learns from data"
                        + " do so, and writes what they learnt to fitted.yaml in the version's folder; a model that is"
                        + " served is then loaded again with it. MODEL is a name in the folder of models, or the path of a"
                        + " model folder.\n\n"
                        + "Examples\n"
                        + "  roundhouse:fit --data train.csv credit\n"
                        + "  roundhouse:fit --data train.parquet --version 2 ./credit")
public final class FitCommand implements Action {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Offline offline;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(name = "model", description = "Its name, or the path of its folder.", required = true)
    @Completion(FolderNameCompleter.class)
    String model = "";

    @Option(name = "--data", description = "The rows to learn from.", required = true)
    @Completion(FileCompleter.class)
    String data = "";

    @Option(name = "--version", description = "The version whose steps learn; the newest without it.")
    String version = "";

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Override
    public @Nullable Object execute() {
        print(System.out, ProgressLine.of(progress, session, System.err));
        return null;
    }

    void print(PrintStream out, ProgressLine line) {
        Learnt learnt;
        try (line) {
            learnt = OfflineDoor.of(offline).fit(OfflineDoor.subject(model, version), Path.of(data), line);
        }
        if (learnt.steps().isEmpty()) {
            out.println("No step before " + learnt.model() + ":" + learnt.version() + " learns from data.");
        } else {
            out.println("Learnt from " + learnt.rows() + " rows in " + learnt.passes()
                    + (learnt.passes() == 1 ? " pass: " : " passes: ") + String.join(", ", learnt.steps()) + ".");
        }
        out.println("Written to " + learnt.file() + ".");
    }
}
