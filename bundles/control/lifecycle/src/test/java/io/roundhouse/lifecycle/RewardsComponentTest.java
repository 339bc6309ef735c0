package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.FeedbackListener.Outcome;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RewardsComponentTest {
    private final List<String> told = new ArrayList<>();
    private final RewardsComponent rewards = new RewardsComponent(new ModelCatalog() {
        @Override
        public void reward(String model, String arm, double reward) {
            told.add(model + " " + arm + " " + reward);
        }

        @Override
        public Route route(InferenceRequest request) {
            throw new AssertionError("asked for a route");
        }

        @Override
        public ModelLease lease(String model, String arm, Deadline deadline) {
            throw new AssertionError("asked for a lease");
        }

        @Override
        public List<ModelStatus> models() {
            throw new AssertionError("asked for models");
        }

        @Override
        public boolean isSettled() {
            throw new AssertionError("asked whether it is settled");
        }
    });

    private static Outcome outcome(String arm, double correct, OptionalDouble reward) {
        return new Outcome(
                new ServedBy(new ModelId("m", "1"), arm, "onnxruntime", "1.29.0"),
                correct,
                Double.NaN,
                Double.NaN,
                reward);
    }

    private static Joined joined(int row, int told, Outcome... outcomes) {
        return new Joined("m", "id", row, told, List.of(outcomes));
    }

    @Test
    void handsOnRewardsAndRightLabelsOfTheArmThatAnswered() {
        Outcome shadow = outcome("shadow", 0, OptionalDouble.empty());

        rewards.on(joined(-1, 0, outcome("a", Double.NaN, OptionalDouble.of(0.25)), shadow));
        rewards.on(joined(0, 0, outcome("a", 1, OptionalDouble.empty()), shadow));
        rewards.on(joined(1, 0, outcome("b", 0, OptionalDouble.empty())));

        assertThat(told).containsExactly("m a 0.25", "m a 1.0", "m b 0.0");
    }

    @Test
    void tellsNothingTwiceAndNothingThatIsNotKnown() {
        rewards.on(joined(0, 1, outcome("a", 1, OptionalDouble.empty()), outcome("shadow", 1, OptionalDouble.empty())));
        rewards.on(joined(-1, 0, outcome("a", Double.NaN, OptionalDouble.empty())));
        rewards.on(joined(0, 0));

        assertThat(told).isEmpty();
    }
}
