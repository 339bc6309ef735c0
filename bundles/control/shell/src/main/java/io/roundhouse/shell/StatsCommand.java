package io.roundhouse.shell;

import io.roundhouse.server.control.Statistics;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:stats [NAME]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "stats",
        description = "Shows requests, rows, batches and mean times.",
        detailedDescription =
                "Shows for each model version since the start: requests answered and failed, rows, batches,"
                        + " and the mean time in queue, transformers and engine."
                        + "\n\nExamples\n  roundhouse:stats\n  roundhouse:stats credit\n  roundhouse:stats --json")
public final class StatsCommand extends Listing {
    @Reference
    Statistics statistics;

    @Argument(name = "name", description = "Only this model.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Override
    Table table() {
        Table table = new Table(
                "Nothing was answered yet.",
                "model",
                "version",
                "answered",
                "failed",
                "rows",
                "batches",
                "queue",
                "transform",
                "compute");
        statistics.models().stream()
                .filter(model -> name.isEmpty() || model.model().name().equals(name))
                .forEach(model -> table.row(
                        model.model().name(),
                        model.model().version(),
                        model.success().count(),
                        model.fail().count(),
                        model.inferenceCount(),
                        model.executionCount(),
                        Texts.mean(model.queue()),
                        Texts.mean(model.transform()),
                        Texts.mean(model.compute())));
        return table;
    }
}
