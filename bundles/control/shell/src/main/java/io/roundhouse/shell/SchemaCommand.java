package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.SchemaCheck;
import io.roundhouse.server.control.SchemaCheck.Checked;
import io.roundhouse.server.control.SchemaCheck.Finding;
import io.roundhouse.server.control.SchemaCheck.Inferred;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:schema check|infer FILE MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "schema",
        description = "Holds a file of rows against the schema of a model, or learns one from it.",
        detailedDescription =
                "check sends every row of a file (.csv, .jsonl, .parquet) through the steps 'validate' of a model and"
                        + " those before them, and shows for each constraint how many rows do not keep it and the first of"
                        + " them. infer shows what these steps would learn from the file, with the reason for each bound."
                        + " Nothing is written: roundhouse:fit writes what is learnt. MODEL is a name in the folder of"
                        + " models, or the path of a model folder.\n\n"
                        + "Examples\n"
                        + "  roundhouse:schema infer train.csv credit\n"
                        + "  roundhouse:schema check data.csv credit\n"
                        + "  roundhouse:schema check --version 2 --json data.csv credit")
public final class SchemaCommand extends Listing {
    private static final String CHECK = "check";
    private static final String INFER = "infer";

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    SchemaCheck schemas;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(name = "verb", description = "check or infer", required = true)
    String verb = CHECK;

    @Argument(index = 1, name = "file", description = "The rows.", required = true)
    @Completion(FileCompleter.class)
    String file = "";

    @Argument(index = 2, name = "model", description = "Its name, or the path of its folder.", required = true)
    @Completion(FolderNameCompleter.class)
    String model = "";

    @Option(name = "--version", description = "The version whose schema it is; the newest without it.")
    String version = "";

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Override
    Table table() {
        if (!verb.equals(CHECK) && !verb.equals(INFER)) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "'" + verb + "' is not known here; known are 'check' and 'infer'");
        }
        SchemaCheck there = OfflineDoor.of(schemas);
        Subject subject = OfflineDoor.subject(model, version);
        ProgressLine line = ProgressLine.of(progress, session, System.err);
        try (line) {
            return verb.equals(CHECK)
                    ? table(there.check(subject, Path.of(file), line))
                    : table(there.infer(subject, Path.of(file), line));
        }
    }

    private static Table table(Inferred inferred) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "From %,d rows the schema of %s:%s would learn nothing: every column is written out.",
                        inferred.rows(),
                        inferred.model(),
                        inferred.version()),
                "constraint",
                "bound",
                "reason");
        inferred.bounds().forEach(bound -> table.row(bound.what(), bound.bound(), bound.reason()));
        return table;
    }

    private static Table table(Checked checked) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "All %,d rows keep the schema of %s:%s.",
                        checked.rows(),
                        checked.model(),
                        checked.version()),
                "constraint",
                "rows",
                "share",
                "first_row",
                "what_it_says");
        for (Finding finding : checked.findings()) {
            double percent = 100.0 * finding.rows() / checked.rows();
            table.row(
                    finding.what(),
                    finding.rows(),
                    String.format(Locale.ROOT, "%.2f%%", percent),
                    finding.firstRow(),
                    finding.first());
        }
        if (!checked.findings().isEmpty()) {
            table.row(
                    "all",
                    checked.wrongRows(),
                    String.format(Locale.ROOT, "%.2f%%", 100.0 * checked.wrongRows() / checked.rows()),
                    "-",
                    "rows with one of these or more, of " + checked.rows());
        }
        return table;
    }
}
