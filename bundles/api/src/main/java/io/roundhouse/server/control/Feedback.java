package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.ServedBy;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ProviderType;

/** What answers turned out to be worth: labels and rewards joined with the predictions of the requests they name. */
@ProviderType
public interface Feedback {
    /**
     * Joins these with the answers to their requests, each as if it were alone. Blocks until what was joined is written,
     * at most ten seconds; when it returns, a sudden end of the process loses nothing of it. To send the same again is
     * safe: it is counted as duplicate.
     *
     * @throws InferenceException {@code UNSUPPORTED}: the model takes no feedback; {@code OVERLOADED} or {@code
     *     DEADLINE_EXCEEDED}: it cannot be taken or written now, come again
     */
    Receipt take(String model, List<Item> items);

    /** Every model that takes feedback, or has taken it and still keeps it, by name; a fresh snapshot. */
    List<Report> reports();

    /**
     * What is known of one request now.
     *
     * @param labels one for each row of the request, as text; empty when only the reward is known
     * @param reward 0 to 1, the more the better; of the request as a whole
     */
    record Item(String id, List<String> labels, OptionalDouble reward) {
        public Item {
            labels = List.copyOf(labels);
        }
    }

    /**
     * What came of the items, each counted once.
     *
     * @param unknown the id is a stranger's
     * @param late the prediction was there, and is kept no more
     * @param duplicate it was known already; what came first holds
     * @param invalid the item contradicts the model or its request
     * @param sentences one for each kind but {@code joined} that occurred, under that word
     */
    record Receipt(int joined, int unknown, int late, int duplicate, int invalid, Map<String, String> sentences) {
        public Receipt {
            sentences = Map.copyOf(sentences);
        }
    }

    /**
     * One model.
     *
     * @param isTaken whether its {@code model.yaml} asks for feedback now
     * @param kept requests whose predictions are kept
     * @param counts by kind, since the store began: {@code joined}, {@code unknown}, {@code late}, {@code duplicate},
     *     {@code invalid}; and of predictions {@code dropped} (the queue was full or nothing could be written), {@code
     *     unread} (the declared output was not in the answer, or too large), {@code replaced} (the id came again)
     * @param note what an operator should know, in a sentence; empty when nothing
     */
    record Report(
            String model, boolean isTaken, long kept, Map<String, Long> counts, List<ArmReport> arms, String note) {
        public Report {
            counts = Map.copyOf(counts);
            arms = List.copyOf(arms);
        }
    }

    /**
     * One arm, of one model version on one engine version. Values are NaN as long as nothing can be said.
     *
     * @param predictions requests answered and kept, since the store began
     * @param labelled rows whose label is known
     * @param accuracy the part of those predicted right
     * @param scored rows of those with probabilities; the next three are of these
     * @param logLoss mean of the natural logarithm, probabilities clipped to 1e-15
     * @param brier mean of half the squared distance to the truth, 0 to 1; for two classes (p - y)²
     * @param auc of the positive class
     * @param aucError the true value is at most so far from {@code auc}
     * @param calibrationError how far the positive class's probability is from how often it came, on average over {@code
     *     reliability} by rows (the expected calibration error), 0 to 1
     * @param reliability ten bins of that probability, each a tenth wide, those without rows left out
     * @param rewards requests whose reward is known
     * @param reward their mean
     */
    record ArmReport(
            ServedBy servedBy,
            long predictions,
            long labelled,
            double accuracy,
            long scored,
            double logLoss,
            double brier,
            double auc,
            double aucError,
            double calibrationError,
            List<ReliabilityBin> reliability,
            long rewards,
            double reward) {
        public ArmReport {
            reliability = List.copyOf(reliability);
        }
    }

    /**
     * Rows that were given about the same probability of the positive class.
     *
     * @param probability their mean one
     * @param observed the part of them that turned out to be the positive class
     */
    record ReliabilityBin(long rows, double probability, double observed) {}
}
