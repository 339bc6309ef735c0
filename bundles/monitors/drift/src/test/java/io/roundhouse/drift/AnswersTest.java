package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Answered live = Given.answered(Tensors.empty(), Tensors.empty());
    private final Answered watching = Given.answered(live.request().inputs(), Tensors.empty(), Given.WATCHING);
    private final Compared compared = new Compared(Given.LIVE, live, Given.WATCHING, watching);
    private final Answers answers = new Answers();

    @Test
    void givesAnAnswerOnceAndOneBatchLater() {
        assertThat(answers.next(List.of(live))).isEmpty();
        assertThat(answers.next(List.of())).containsExactly(live);
        assertThat(answers.next(List.of())).isEmpty();
    }

    @Test
    void dropsWhatAWatchingArmAnswered() {
        answers.next(List.of(live, watching, compared));

        assertThat(answers.next(List.of())).containsExactly(live);
    }

    @Test
    void dropsItAlsoWhenThatIsToldWithTheNextBatch() {
        answers.next(List.of(live, watching));

        assertThat(answers.next(List.of(compared))).containsExactly(live);
    }

    @Test
    void keepsAnswersOfAnArmThatWatchesOtherRequests() {
        Answered own = Given.answered(Tensors.empty(), Tensors.empty(), Given.WATCHING);

        answers.next(List.of(watching, own, compared));

        assertThat(answers.next(List.of())).hasSize(1).first().isSameAs(own);
    }
}
