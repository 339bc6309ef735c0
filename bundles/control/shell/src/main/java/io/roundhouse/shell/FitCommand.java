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
        description = "Lets the steps before a model learn from data.",
        detailedDescription =
                "Reads a file of rows (.csv, .jsonl, .parquet), lets every step before the model that learns from data"
                        + " do so, and writes what they learnt to fitted.yaml in the version's folder; a model that is"
                        + " served is then loaded again with it. MODEL is a name in the folder of models, or the path of a"
                        + " model folder.\n\n"
                        + "Examples\n"
                        + "  roundhouse:fit --data train.csv credit\n"
                        + "  roundhouse:fit --data train.parquet --version 2 ./credit")
public final class FitCommand extends FileWork {
    @Option(name = "--data", description = "The rows to learn from.", required = true)
    @Completion(FileCompleter.class)
    String data = "";

    @Override
    void print(PrintStream out, ProgressLine line) {
        Learnt learnt;
        try (line) {
            learnt = offline().fit(subject(), Path.of(data), line);
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
