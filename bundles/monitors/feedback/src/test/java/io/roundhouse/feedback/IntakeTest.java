package io.roundhouse.feedback;

import static io.roundhouse.feedback.TestDesk.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake intake = new Intake();
    private final Intake.Taken taken = new Intake.Taken("p");

    private List<Pending> drained() {
        List<Pending> drained = new ArrayList<>();
        intake.drainTo(drained);
        return drained;
    }

    private void answered(String output, int values) {
        intake.answered(TestDesk.event(STABLE, "a", output, Tensor.ofFloats(Shape.of(1, values), new float[values])));
    }

    @Test
    void keepsNothingOfAModelThatTakesNoFeedback() {
        answered("p", 1);

        assertThat(drained()).isEmpty();
    }

    @Test
    void keepsTheDeclaredOutputOnly() {
        intake.models(Map.of("m", taken));

        answered("p", 1);
        answered("q", 1);
        answered("p", Intake.OUTPUT_BYTES_MAX / 4 + 1);

        assertThat(drained()).extracting(Pending::id).containsExactly("a");
        assertThat(taken.unread.sum()).isEqualTo(2);
    }

    @Test
    void aFullQueueDropsAndCounts() {
        intake.models(Map.of("m", taken));

        for (int i = 0; i < Intake.QUEUE_MAX + 3; i++) {
            answered("p", 1);
        }

        assertThat(drained()).hasSize(Intake.QUEUE_MAX);
        assertThat(taken.dropped.sum()).isEqualTo(3);
    }
}
