package io.roundhouse.server.control;

import io.roundhouse.api.inference.ServedBy;
import java.util.List;
import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes each joined label and reward as it comes: a judge, a router's teacher. Registered as a service. */
@ConsumerType
@FunctionalInterface
public interface FeedbackListener {
    /**
     * Takes note. Called on one thread of the feedback room, in the order of joining, after it was written: never twice,
     * and not at all for what was being told when the process ended. Must not block; what it throws is caught and logged
     * once a minute.
     */
    void on(Joined joined);

    /**
     * A row whose label became known, or a request whose reward did.
     *
     * @param row of the request, from 0; -1 when it is the reward of the request as a whole, and then the one outcome is of
     *     the answering arm, which earned it
     * @param told so many outcomes at the front were told before: 0 when the label is new, more when an arm that watches
     *     answered after the label had come
     * @param outcomes of every arm that answered this request, in the order they answered: the first is the arm whose
     *     answer the client got, the others watched; they stand side by side as pairs
     */
    record Joined(String model, String requestId, int row, int told, List<Outcome> outcomes) {
        public Joined {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * What one arm's answer was worth.
     *
     * @param correct 1 when the label was predicted, else 0; NaN when only the reward is known
     * @param brier half the squared distance of the probabilities to the truth, 0 to 1; NaN without probabilities
     * @param logLoss minus the logarithm of the true class's probability, at most 34.54; NaN without probabilities
     * @param reward 0 to 1; empty unless it is the reward that became known
     */
    record Outcome(ServedBy servedBy, double correct, double brier, double logLoss, OptionalDouble reward) {}
}
