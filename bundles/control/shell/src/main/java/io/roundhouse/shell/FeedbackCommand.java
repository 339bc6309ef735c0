package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.ReliabilityBin;
import io.roundhouse.server.control.Feedback.Report;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:feedback [NAME]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "feedback",
        description = "Shows how right the answers of each arm were.",
        detailedDescription = "Shows for each arm what labels and rewards say of its answers: accuracy, log loss, Brier"
                + " score (0 to 1, less is better), the area under the ROC curve with its error, how far probabilities"
                + " are from how often the class came, and the mean reward. With --reliability, that by tenths of the"
                + " probability; with --counts, what came of the labels and rewards that were sent."
                + "\n\nExamples\n  roundhouse:feedback\n  roundhouse:feedback credit"
                + "\n  roundhouse:feedback --reliability credit"
                + "\n  roundhouse:feedback --counts credit\n  roundhouse:feedback --json")
public final class FeedbackCommand extends Listing {
    @Reference
    Feedback feedback;

    @Argument(name = "name", description = "Only this model.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Option(name = "--counts", description = "What came of the labels and rewards that were sent.")
    boolean counts;

    @Option(name = "--reliability", description = "What probabilities said, and what came.")
    boolean reliability;

    @Override
    Table table() {
        List<Report> all = feedback.reports();
        List<Report> reports = all.stream()
                .filter(report -> name.isEmpty() || report.model().equals(name))
                .toList();
        if (reports.isEmpty() && !name.isEmpty()) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "model '" + name + "' takes no feedback"
                            + Nearest.suggestion(
                                    name, all.stream().map(Report::model).toList()));
        }
        return counts ? counts(reports) : reliability ? reliability(reports) : arms(reports);
    }

    private static Table arms(List<Report> reports) {
        Table table = new Table(
                "No labels and no answers yet; a model takes feedback when its model.yaml has a section 'feedback'.",
                "model",
                "version",
                "arm",
                "engine",
                "answered",
                "labelled",
                "accuracy",
                "log_loss",
                "brier",
                "auc",
                "auc_error",
                "calibration_error",
                "rewards",
                "reward");
        for (Report report : reports) {
            for (ArmReport arm : report.arms()) {
                table.row(
                        report.model(),
                        arm.servedBy().model().version(),
                        arm.servedBy().arm(),
                        arm.servedBy().engine() + " " + arm.servedBy().engineVersion(),
                        arm.predictions(),
                        arm.labelled(),
                        number(arm.accuracy()),
                        number(arm.logLoss()),
                        number(arm.brier()),
                        number(arm.auc()),
                        number(arm.aucError()),
                        number(arm.calibrationError()),
                        arm.rewards(),
                        number(arm.reward()));
            }
        }
        return table;
    }

    private static Table reliability(List<Report> reports) {
        Table table = new Table(
                "No labels for probabilities yet; they come to 'feedback' of a model whose output is probabilities.",
                "model",
                "version",
                "arm",
                "rows",
                "probability",
                "observed");
        for (Report report : reports) {
            for (ArmReport arm : report.arms()) {
                for (ReliabilityBin bin : arm.reliability()) {
                    table.row(
                            report.model(),
                            arm.servedBy().model().version(),
                            arm.servedBy().arm(),
                            bin.rows(),
                            number(bin.probability()),
                            number(bin.observed()));
                }
            }
        }
        return table;
    }

    private static Table counts(List<Report> reports) {
        Table table = new Table(
                "No model takes feedback; one does when its model.yaml has a section 'feedback'.",
                "model",
                "kept",
                "joined",
                "unknown",
                "late",
                "duplicate",
                "invalid",
                "replaced",
                "dropped",
                "unread",
                "note");
        for (Report report : reports) {
            Map<String, Long> counts = report.counts();
            table.row(
                    report.model(),
                    report.kept(),
                    counts.getOrDefault("joined", 0L),
                    counts.getOrDefault("unknown", 0L),
                    counts.getOrDefault("late", 0L),
                    counts.getOrDefault("duplicate", 0L),
                    counts.getOrDefault("invalid", 0L),
                    counts.getOrDefault("replaced", 0L),
                    counts.getOrDefault("dropped", 0L),
                    counts.getOrDefault("unread", 0L),
                    Texts.orDash(report.note()));
        }
        return table;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
