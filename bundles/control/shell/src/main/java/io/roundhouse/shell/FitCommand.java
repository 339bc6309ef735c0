package io.roundhouse.shell;

import io.roundhouse.server.control.Offline.Learnt;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code roundhouse:fit --data FILE MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "fit",
        description = "Lets the steps of a model learn from data.",
        detailedDescription =
                "Reads a file of rows (.csv, .jsonl, .parquet), lets every step that learns from data do so, those after"
                        + " the model from what it answers, and writes what they learnt to fitted.yaml in the version's"
                        + " folder; a model that is served is then loaded again with it. MODEL is a name in the folder of"
                        + " models, or the path of a model folder.\n\n"
                        + "Examples\n"
                        + "  roundhouse:fit --data train.csv credit\n"
                        + "  roundhouse:fit --after --data held-out.csv credit\n"
                        + "  roundhouse:fit --data train.parquet --version 2 ./credit")
public final class FitCommand extends FileWork {
    @Option(name = "--data", description = "The rows to learn from.", required = true)
    @Completion(FileCompleter.class)
    String data = "";

    @Option(
            name = "--after",
            description = "Only the steps after the model learn; those before it stay as they learnt.")
    boolean after;

    @Override
    void print(PrintStream out, ProgressLine line) {
        Learnt learnt;
        try (line) {
            Path rows = Path.of(data);
            learnt = after
                    ? offline().fitAfter(subject(), rows, line)
                    : offline().fit(subject(), rows, line);
        }
        if (learnt.steps().isEmpty()) {
            String what = learnt.waiting().isEmpty() ? "No step of " : "No step before ";
            out.println(what + learnt.model() + ":" + learnt.version() + " learns from data.");
        } else {
            out.println("Learnt from " + learnt.rows() + " rows in " + learnt.passes()
                    + (learnt.passes() == 1 ? " pass: " : " passes: ") + String.join(", ", learnt.steps()) + ".");
        }
        out.println("Written to " + learnt.file() + ".");
        if (!learnt.waiting().isEmpty()) {
            out.println("There is no model yet, so these after it have not learnt: "
                    + String.join(", ", learnt.waiting()) + "; when it is there, run this again with --after.");
        }
    }
}
