package io.roundhouse.shell;

import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Variants;
import io.roundhouse.server.control.Variants.Compared;
import io.roundhouse.server.control.Variants.Order;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

/** {@code roundhouse:compare [MODEL]}, and {@code roundhouse:compare --variants V,V MODEL}. */
@Service
@Command(
        scope = "roundhouse",
        name = "compare",
        description = "Compares the answers of watching arms with the live ones, or variants of a model.",
        detailedDescription = "Compares what each watching arm gave with what the live arm gave on the same requests:"
                + " a line an output, or for one model all there is to know, the worst pairs included."
                + "\n\nWith --variants, other files, engines, settings or versions of one model are loaded beside what is"
                + " served and asked for the same rows by turns. A variant is [NAME=]PART[+PART], a part is a file of the"
                + " version's folder, a version, or KEY:VALUE with engine, version, provider, threads, inter_threads,"
                + " optimisation, arena or file. Others are held against the first."
                + "\n\nExamples\n  roundhouse:compare\n  roundhouse:compare credit\n  roundhouse:compare --json credit"
                + "\n  roundhouse:compare --variants model.onnx,int8=model_int8.onnx minilm"
                + "\n  roundhouse:compare --variants one=threads:1,two=threads:2 --data rows.csv --write credit")
public final class CompareCommand implements Action {
    @Reference
    Comparisons comparisons;

    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Variants rivals;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(name = "model", description = "Only this model, and in full.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Option(name = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Option(name = "--variants", description = "What to compare, with commas between.")
    String variants = "";

    @Option(name = "--version", description = "The version whose variants they are; the newest without it.")
    String version = "";

    @Option(name = "--data", description = "Rows to ask for; they are made up without it.")
    @Completion(FileCompleter.class)
    String data = "";

    @Option(name = "--rows", description = "Rows at most.")
    int rows = 256;

    @Option(name = "--seed", description = "Of rows that are made up.")
    int seed = 1;

    @Option(name = "--tolerance", description = "What a recommended variant keeps: flips=0.005,diff=1e-3,cosine=0.99.")
    String tolerance = "";

    @Option(name = "--write", description = "Change model.yaml to what is recommended.")
    boolean write;

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Override
    public @Nullable Object execute() {
        if (variants.isEmpty()) {
            print(System.out);
        } else {
            print(System.out, ProgressLine.of(progress, session, System.err));
        }
        return null;
    }

    void print(PrintStream out) {
        if (!data.isEmpty() || !tolerance.isEmpty() || write) {
            throw Refusal.request("--data, --tolerance and --write belong to --variants, which is missing");
        }
        List<Report> reports = comparisons.reports().stream()
                .filter(report -> name.isEmpty() || report.model().equals(name))
                .toList();
        Table table = name.isEmpty() || json ? ComparisonTables.lines(reports) : ComparisonTables.full(reports);
        table.print(out, json);
    }

    void print(PrintStream out, ProgressLine line) {
        if (name.isEmpty()) {
            throw Refusal.request("--variants needs the name of a model");
        }
        Order order = new Order(
                OfflineDoor.words(variants),
                data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data)),
                rows,
                seed,
                OfflineDoor.words(tolerance),
                write);
        Compared compared;
        try (line) {
            compared = OfflineDoor.of(rivals).compare(OfflineDoor.subject(name, version), order, line);
        }
        VariantTables.print(out, compared, json);
    }
}
