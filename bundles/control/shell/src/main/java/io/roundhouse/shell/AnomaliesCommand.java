package io.roundhouse.shell;

import io.roundhouse.server.control.Anomalies;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:anomalies [MODEL]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "anomalies",
        description = "Shows what is and was unusual in the numbers.",
        detailedDescription =
                "Shows times in which the numbers of the server or of a model were not as they use to be, the"
                        + " latest first, with what was unusual, what it was and what is usual. A score of 1 is just unusual, one of"
                        + " 2 twice as far off."
                        + "\n\nExamples\n  roundhouse:anomalies\n  roundhouse:anomalies credit\n  roundhouse:anomalies --json")
public final class AnomaliesCommand extends Listing {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Anomalies anomalies;

    @Argument(name = "model", description = "Only this model.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Override
    Table table() {
        Anomalies there = Refusal.unlessThere(
                anomalies, "nothing here looks for anomalies, as its bundle is not running", "roundhouse-anomaly");
        Table table = new Table(there.report().summary(), "model", "since", "until", "score", "what");
        there.anomalies().stream()
                .filter(anomaly -> name.isEmpty() || anomaly.model().equals(name))
                .forEach(anomaly -> table.row(
                        Texts.orDash(anomaly.model()),
                        Texts.time(anomaly.sinceMillis()),
                        anomaly.isActive() ? "now" : Texts.time(anomaly.untilMillis()),
                        String.format(Locale.ROOT, "%.1f", anomaly.score()),
                        anomaly.sentence()));
        return table;
    }
}
