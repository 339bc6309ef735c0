package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Escalated;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.router.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The pipeline with a router that has more than one arm asked. */
class EscalationTest {
    private final PipelineFixture at = new PipelineFixture();

    /** From each arm to the next. */
    private void steps(Map<String, String> next) {
        at.catalog.route = Route.to("small");
        at.catalog.escalate =
                response -> Optional.ofNullable(next.get(response.servedBy().arm()));
    }

    @Test
    void givesTheAnswerOfTheArmAskedLast() {
        steps(Map.of("small", "large", "large", "huge"));
        InferenceRequest request = at.request(x(1, 2));

        InferenceResponse response = at.pipeline.infer(request);

        assertThat(response.servedBy().arm()).isEqualTo("huge");
        assertThat(at.catalog.leased).containsExactly("small", "large", "huge");
        assertThat(at.catalog.open).hasValue(0);
        assertThat(at.events).hasSize(3).last().isEqualTo(new Answered(request, response));
        assertThat(escalated(0).first().servedBy().arm()).isEqualTo("small");
        assertThat(escalated(0).arm()).isEqualTo("large");
        assertThat(escalated(0).failure()).isEmpty();
        assertThat(escalated(1).first().servedBy().arm()).isEqualTo("large");
        assertThat(at.admission.ends).containsExactly("succeeded");
    }

    @Test
    void countsTheStagesOfEachArmAsItsOwnAndTheTimeAsAWhole() {
        steps(Map.of("small", "large"));
        UnaryOperator<Tensors> engine = at.catalog.engine;
        at.catalog.engine = inputs -> {
            at.clock.advance(Duration.ofNanos(100));
            return engine.apply(inputs);
        };

        InferenceResponse response = at.infer(x(1, 2));

        assertThat(response.timing().computeNanos()).isEqualTo(11);
        assertThat(response.timing().queueNanos()).isEqualTo(7);
        assertThat(response.timing().executions()).isEqualTo(1);
        assertThat(response.timing().totalNanos()).isEqualTo(200);
        assertThat(escalated(0).first().timing().computeNanos()).isEqualTo(11);
        assertThat(escalated(0).first().timing().totalNanos()).isEqualTo(100);
    }

    @Test
    void showsTheRouterAllOutputsAndTheClientThoseItAskedFor() {
        List<List<String>> seen = new ArrayList<>();
        at.catalog.escalate = response -> {
            seen.add(response.outputs().names());
            return Optional.empty();
        };

        assertThat(at.infer(x(1, 2), "z").outputs().names()).containsExactly("z");
        assertThat(seen).containsExactly(List.of("y", "z"));
    }

    @Test
    void asksNoArmTwice() {
        steps(Map.of("small", "large", "large", "small"));

        assertThat(at.infer(x(1, 2)).servedBy().arm()).isEqualTo("large");
        assertThat(at.catalog.leased).containsExactly("small", "large");
    }

    @Test
    void givesTheFirstAnswerWhenTheNextArmFails() {
        steps(Map.of("small", "large"));
        UnaryOperator<Tensors> engine = at.catalog.engine;
        at.catalog.engine = inputs -> {
            at.clock.advance(Duration.ofNanos(100));
            if (at.catalog.leased.contains("large")) {
                throw new InferenceException(ErrorCode.ENGINE_FAILED, "broken");
            }
            return engine.apply(inputs);
        };

        InferenceResponse response = at.infer(x(1, 2));

        assertThat(response.servedBy().arm()).isEqualTo("small");
        assertThat(response.timing().totalNanos()).isEqualTo(200);
        assertThat(escalated(0).failure().orElseThrow().sentence()).isEqualTo("broken");
        assertThat(at.events).hasSize(2).last().isInstanceOf(Answered.class);
        assertThat(at.admission.ends).containsExactly("succeeded");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void givesTheFirstAnswerWhenAFaultOfOursStopsTheNext() {
        steps(Map.of("small", "large"));
        at.catalog.onLease = () -> {
            if (!at.catalog.leased.isEmpty()) {
                throw new IllegalStateException("bug");
            }
        };

        assertThat(at.infer(x(1, 2)).servedBy().arm()).isEqualTo("small");
        assertThat(escalated(0).failure().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void doesNotWaitForAnArmThatIsNotLiveNorTakesAnotherForIt() {
        steps(Map.of("small", "large"));
        at.catalog.liveArm = arm -> "small";

        assertThat(at.infer(x(1, 2)).servedBy().arm()).isEqualTo("small");

        assertThat(at.catalog.engineInputs).hasSize(1);
        assertThat(at.catalog.leaseDeadlines.get(1).isPast(at.clock.getAsLong()))
                .isTrue();
        assertThat(escalated(0).failure().orElseThrow().sentence()).isEqualTo("arm 'large' of model 'mlp' is not live");
    }

    @Test
    void givesTheFirstAnswerWhenLessTimeIsLeftThanItTook() {
        steps(Map.of("small", "large"));
        UnaryOperator<Tensors> engine = at.catalog.engine;
        at.catalog.engine = inputs -> {
            at.clock.advance(Duration.ofSeconds(5).minusNanos(18)); // the fake's queue and compute take 18
            return engine.apply(inputs);
        };

        assertThat(at.infer(x(1, 2)).servedBy().arm()).isEqualTo("small");

        assertThat(at.catalog.leased).containsExactly("small");
        assertThat(escalated(0).failure().orElseThrow().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(escalated(0).failure().orElseThrow().sentence())
                .isEqualTo("arm 'large' was not asked, as 0 us were left and arm 'small' took 0");
    }

    private Escalated escalated(int index) {
        return (Escalated) at.events.get(index);
    }
}
