package io.roundhouse.feedback;

import static io.roundhouse.feedback.TestDesk.SHADOW;
import static io.roundhouse.feedback.TestDesk.STABLE;
import static io.roundhouse.feedback.TestDesk.label;
import static io.roundhouse.feedback.TestDesk.reward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.Item;
import io.roundhouse.server.control.Feedback.Receipt;
import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.FeedbackListener.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions and labels, joined. */
class FeedbackDeskTest {
    private final TestDesk test;

    FeedbackDeskTest(@TempDir Path directory) {
        test = new TestDesk(directory);
    }

    @AfterEach
    void close() {
        test.desk.close();
    }

    @Test
    void aLabelThatComesRightAfterTheAnswerIsJoined() {
        test.binary();
        test.answered(STABLE, "a", 0.8);

        Receipt receipt = test.take(label("a", "1"));

        assertThat(receipt).isEqualTo(new Receipt(1, 0, 0, 0, 0, Map.of()));
        ArmReport arm = test.arm(STABLE);
        assertThat(arm.predictions()).isEqualTo(1);
        assertThat(arm.labelled()).isEqualTo(1);
        assertThat(arm.accuracy()).isEqualTo(1);
        assertThat(arm.brier()).isCloseTo(0.04, within(1e-6));
        assertThat(arm.logLoss()).isCloseTo(-Math.log(0.8), within(1e-6));
        assertThat(arm.auc()).isNaN();
    }

    @Test
    void aStrangersIdIsUnknown() {
        test.binary();

        Receipt receipt = test.take(label("x", "1"));

        assertThat(receipt.unknown()).isEqualTo(1);
        assertThat(receipt.sentences().get("unknown")).startsWith("no request with the id 'x' was answered");
    }

    @Test
    void aLabelAfterItsTimeIsLateAndNoStranger() {
        test.taking("output", "p", "keep", "2h");
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();

        test.advance(Duration.ofHours(2).plusMillis(1));
        assertThat(test.take(label("a", "1")).late()).isEqualTo(1);

        test.advance(Duration.ofMinutes(30));
        assertThat(test.report().kept()).isZero();
        Receipt receipt = test.take(label("a", "1"), label("x", "1"));
        assertThat(receipt.late()).isEqualTo(1);
        assertThat(receipt.unknown()).isEqualTo(1);
        assertThat(receipt.sentences().get("late"))
                .isEqualTo("the prediction of 'a' is kept no more: 'keep' is 2h, 'predictions_max' is 1000000");
    }

    @Test
    void lateOnesBecomeStrangersAfterAsLongAgain() {
        test.taking("output", "p", "keep", "2h");
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();

        test.advance(Duration.ofHours(3));
        test.advance(Duration.ofHours(2));
        test.advance(Duration.ofHours(1));

        assertThat(test.take(label("a", "1")).unknown()).isEqualTo(1);
    }

    @Test
    void theFirstLabelHolds() {
        test.binary();
        test.answered(STABLE, "a", 0.8);

        Receipt receipt = test.take(label("a", "1"), label("a", "0"));

        assertThat(receipt.joined()).isEqualTo(1);
        assertThat(receipt.duplicate()).isEqualTo(1);
        assertThat(test.arm(STABLE).labelled()).isEqualTo(1);
        assertThat(test.arm(STABLE).accuracy()).isEqualTo(1);
    }

    @Test
    void whatCannotBeTheLabelIsInvalidAloneAndMayBeMended() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.answered(STABLE, "b", 0.1);

        Receipt receipt =
                test.take(label("a", "cat"), label("a", "1", "0"), reward("a", 7), label("b", "0"), label("a"));

        assertThat(receipt.invalid()).isEqualTo(4);
        assertThat(receipt.joined()).isEqualTo(1);
        assertThat(receipt.sentences().get("invalid")).isEqualTo("'a': its label 'cat' is none of the classes 0 to 1");
        assertThat(test.take(label("a", "1")).joined()).isEqualTo(1);
    }

    @Test
    void rowsHaveALabelEach() {
        test.binary();
        test.answered(STABLE, "a", 0.8, 0.3, 0.6);

        Receipt receipt = test.take(label("a", "1"));
        assertThat(receipt.sentences().get("invalid")).isEqualTo("'a': it has 1 labels, its request had 3 rows");
        test.take(label("a", "1", "0", "0"));

        ArmReport arm = test.arm(STABLE);
        assertThat(arm.labelled()).isEqualTo(3);
        assertThat(arm.accuracy()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(arm.auc()).isEqualTo(1);
        assertThat(test.told).extracting(Joined::row).containsExactly(0, 1, 2);
    }

    @Test
    void aRewardBelongsToTheArmThatAnswered() {
        test.taking();
        test.answered(STABLE, "a", 0.8);
        test.answered(SHADOW, "a", 0.4);

        assertThat(test.take(reward("a", 0.25)).joined()).isEqualTo(1);
        assertThat(test.take(reward("a", 0.5)).duplicate()).isEqualTo(1);
        assertThat(test.take(label("a", "1")).sentences().get("invalid"))
                .isEqualTo("'a': the model declares no output of feedback, so only rewards are taken");

        assertThat(test.arm(STABLE).rewards()).isEqualTo(1);
        assertThat(test.arm(STABLE).reward()).isEqualTo(0.25);
        assertThat(test.arm(SHADOW).rewards()).isZero();
        assertThat(test.told).hasSize(1);
        assertThat(test.told.get(0).row()).isEqualTo(-1);
        assertThat(test.told.get(0).outcomes().get(0).reward()).hasValue(0.25);
    }

    @Test
    void aRewardAndALabelMayComeTogetherOrOneByOne() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.answered(STABLE, "b", 0.8);

        test.take(new Item("a", List.of("1"), OptionalDouble.of(1)), reward("b", 0.5));
        assertThat(test.told).extracting(Joined::row).containsExactly(-1, 0, -1);
        assertThat(test.told.get(1).outcomes().get(0).reward()).as("told once").isEmpty();
        Receipt receipt = test.take(label("b", "1"));

        assertThat(receipt.joined()).isEqualTo(1);
        assertThat(test.arm(STABLE).labelled()).isEqualTo(2);
        assertThat(test.arm(STABLE).reward()).isEqualTo(0.75);
    }

    @Test
    void oneLabelJoinsEveryArmThatAnswered() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.answered(SHADOW, "a", 0.4);

        assertThat(test.take(label("a", "1")).joined()).isEqualTo(1);

        assertThat(test.arm(STABLE).accuracy()).isEqualTo(1);
        assertThat(test.arm(SHADOW).accuracy()).isZero();
        assertThat(test.told).hasSize(1);
        Joined pair = test.told.get(0);
        assertThat(pair.told()).isZero();
        assertThat(pair.outcomes()).extracting(Outcome::servedBy).containsExactly(STABLE, SHADOW);
        assertThat(pair.outcomes()).extracting(Outcome::correct).containsExactly(1.0, 0.0);
    }

    @Test
    void anArmThatWatchesMayBeLaterThanTheLabel() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));

        test.answered(SHADOW, "a", 0.4);
        test.desk.pass();

        assertThat(test.arm(SHADOW).labelled()).isEqualTo(1);
        assertThat(test.arm(STABLE).labelled()).isEqualTo(1);
        assertThat(test.told).extracting(Joined::told).containsExactly(0, 1);
        assertThat(test.told.get(1).outcomes()).hasSize(2);
    }

    @Test
    void anIdThatComesAgainIsAnotherRequest() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));

        test.answered(STABLE, "a", 0.1);
        assertThat(test.take(label("a", "1")).joined()).isEqualTo(1);

        assertThat(test.arm(STABLE).accuracy()).isEqualTo(0.5);
        assertThat(test.report().counts()).containsEntry("replaced", 1L);
        assertThat(test.report().kept()).isEqualTo(1);
    }

    @Test
    void anIdThatComesAgainAfterAMinuteIsAnotherRequestOnAnyArm() {
        test.binary();
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();
        test.advance(Duration.ofMillis(Joiner.WATCHED_MILLIS + 1));

        test.answered(SHADOW, "a", 0.4);
        test.take(label("a", "0"));

        assertThat(test.arm(STABLE).labelled()).isZero();
        assertThat(test.arm(SHADOW).accuracy()).isEqualTo(1);
    }

    @Test
    void enginesAndVersionsAreToldApart() {
        test.binary();
        ServedBy swapped = new ServedBy(STABLE.model(), "stable", "ort", "1.20.0");
        test.answered(STABLE, "a", 0.8);
        test.answered(swapped, "b", 0.8);

        test.take(label("a", "1"), label("b", "0"));

        assertThat(test.arm(STABLE).accuracy()).isEqualTo(1);
        assertThat(test.arm(swapped).accuracy()).isZero();
    }

    @Test
    void theArmLongestWithoutAnAnswerMakesRoom() {
        test.binary();
        for (int i = 0; i <= Book.ARMS_MAX; i++) {
            test.answered(new ServedBy(new ModelId("m", "1"), "stable", "ort", "1.0." + i), "id" + i, 0.5);
            test.desk.pass();
        }

        assertThat(test.report().arms()).hasSize(Book.ARMS_MAX);
        assertThat(test.take(label("id0", "1"), label("id1", "1")).joined()).isEqualTo(2);
        assertThat(test.told).extracting(Joined::requestId).containsExactly("id1");
    }

    @Test
    void anAnswerWithoutTheOutputIsCountedAndTold() {
        test.binary();
        test.answered(STABLE, "a", "q", Tensor.ofFloats(Shape.of(1, 1), 1));
        test.answered(STABLE, "b", "p", Tensor.ofFloats(Shape.of(1, 100), new float[100]));
        test.desk.pass();

        assertThat(test.report().counts()).containsEntry("unread", 2L);
        assertThat(test.report().note()).startsWith("2 answers were not kept: the output 'p' was not in them");
    }

    @Test
    void aModelWithoutTheSectionTakesNone() {
        assertThatThrownBy(() -> test.desk.take("other", List.of(label("a", "1"))))
                .hasMessage("model 'other' takes no feedback: its model.yaml has no section 'feedback'");
    }

    @Test
    void aModelWhoseSectionGoesKeepsWhatItHasUntilItExpires() {
        test.taking("output", "p", "keep", "2h");
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();

        test.desk.leave("m");
        test.answered(STABLE, "b", 0.8);
        test.desk.pass();
        assertThat(test.report().isTaken()).isFalse();
        assertThat(test.report().kept()).isEqualTo(1);

        test.advance(Duration.ofHours(5));
        assertThat(test.desk.reports()).isEmpty();
    }

    @Test
    void manyCallsAtOnceAreRefusedWithASentence() {
        test.binary();
        for (int i = 0; i < Jobs.QUEUE_MAX; i++) {
            test.desk.jobs.submit("m", List.of(label("a", "1")));
        }

        assertThatThrownBy(() -> test.desk.take("m", List.of(label("a", "1"))))
                .hasMessage("the queue of feedback is full, 64 of 64");
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        test.binary();
        test.listeners.add(joined -> {
            throw new IllegalStateException("broken");
        });
        test.answered(STABLE, "a", 0.8);

        assertThat(test.take(label("a", "1")).joined()).isEqualTo(1);
        assertThat(test.told).hasSize(1);
    }
}
