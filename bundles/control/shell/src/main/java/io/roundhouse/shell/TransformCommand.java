package io.roundhouse.shell;

import io.roundhouse.server.control.Offline.Transform;
import io.roundhouse.server.control.Offline.Written;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code roundhouse:transform --in FILE --out FILE MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "transform",
        description = "Runs the steps before a model, or all of it, over a file.",
        detailedDescription = "Reads a file of rows and writes what the steps before the model make of them, or the"
                + " answers; both .csv, .jsonl or .parquet. The file that is written appears when it is whole, or not at all. MODEL is a"
                + " name in the folder of models, or the path of a model folder.\n\n"
                + "Examples\n"
                + "  roundhouse:transform --in data.csv --out features.parquet credit\n"
                + "  roundhouse:transform --in data.csv --out features.csv --keep label,id:text credit\n"
                + "  roundhouse:transform --answers --in data.csv --out answers.csv --keep id:text credit")
public final class TransformCommand extends FileWork {
    @Option(name = "--in", description = "The rows.", required = true)
    @Completion(FileCompleter.class)
    String in = "";

    @Option(name = "--out", description = "What to write.", required = true)
    @Completion(FileCompleter.class)
    String out = "";

    @Option(name = "--columns", description = "Those to write, with commas; without it all that no later step reads.")
    String columns = "";

    @Option(
            name = "--keep",
            description =
                    "Columns of the input to write first as they are, with commas; NAME:text and NAME:number say what"
                            + " they hold.")
    String keep = "";

    @Option(name = "--answers", description = "Write what a client would get: through all steps and the model.")
    boolean answers;

    @Override
    void print(PrintStream screen, ProgressLine line) {
        Transform wanted =
                new Transform(Path.of(in), Path.of(out), OfflineDoor.words(columns), OfflineDoor.words(keep));
        Written written;
        try (line) {
            written = answers
                    ? offline().answer(subject(), wanted, line)
                    : offline().transform(subject(), wanted, line);
        }
        screen.println("Written " + written.rows() + " rows of " + String.join(", ", written.columns()) + " to "
                + written.file() + ".");
    }
}
