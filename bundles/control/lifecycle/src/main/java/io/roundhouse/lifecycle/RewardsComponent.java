package io.roundhouse.lifecycle;

import io.roundhouse.server.control.FeedbackListener;
import io.roundhouse.server.flow.ModelCatalog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells a model's router what an answer was worth: the reward that was sent for the request, and for each label 1 where it
 * was predicted and 0 where not. Only the arm whose answer the client got has earned it.
 */
@Component(name = "io.roundhouse.lifecycle.rewards", service = FeedbackListener.class)
public final class RewardsComponent implements FeedbackListener {
    private final ModelCatalog catalog;

    @Activate
    public RewardsComponent(@Reference(name = "catalog") ModelCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void on(Joined joined) {
        if (joined.told() > 0 || joined.outcomes().isEmpty()) {
            return; // what came later is an arm that watched
        }
        Outcome answer = joined.outcomes().get(0);
        double worth = joined.row() < 0 ? answer.reward().orElse(Double.NaN) : answer.correct();
        if (!Double.isNaN(worth)) {
            catalog.reward(joined.model(), answer.servedBy().arm(), worth);
        }
    }
}
