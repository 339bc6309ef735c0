package io.roundhouse.shell;

import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Comparisons.Report;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:compare [MODEL]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "compare",
        description = "Compares the answers of watching arms with the live ones.",
        detailedDescription = "Compares what each watching arm gave with what the live arm gave on the same requests:"
                + " a line an output, or for one model all there is to know, the worst pairs included."
                + "\n\nExamples\n  roundhouse:compare\n  roundhouse:compare credit\n  roundhouse:compare --json credit")
public final class CompareCommand extends Listing {
    @Reference
    Comparisons comparisons;

    @Argument(name = "model", description = "Only this model, and in full.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Override
    Table table() {
        List<Report> reports = comparisons.reports().stream()
                .filter(report -> name.isEmpty() || report.model().equals(name))
                .toList();
        return name.isEmpty() || json ? ComparisonTables.lines(reports) : ComparisonTables.full(reports);
    }
}
