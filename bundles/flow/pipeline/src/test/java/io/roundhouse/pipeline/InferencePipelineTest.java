package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InferencePipelineTest {
    private final PipelineFixture at = new PipelineFixture();

    @Test
    void answersWithAllOutputsInTheOrderOfTheModel() {
        InferenceRequest request = at.request(x(1, 2));

        InferenceResponse response = at.pipeline.infer(request);

        assertThat(response.id()).isEqualTo("id-1");
        assertThat(response.servedBy().arm()).isEqualTo("stable");
        assertThat(response.outputs().names()).containsExactly("y", "z");
        assertThat(at.events).containsExactly(new Answered(request, response));
        assertThat(at.admission.ends).containsExactly("succeeded");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void givesTheEngineWhatTheClientSentWithoutACopy() {
        Tensors inputs = x(1, 2);

        at.infer(inputs);

        assertThat(at.catalog.engineInputs).singleElement().isSameAs(inputs);
    }

    @Test
    void answersWithTheOutputsAskedForInThatOrder() {
        assertThat(at.infer(x(1, 2), "z", "y").outputs().names()).containsExactly("z", "y");
        assertThat(at.infer(x(1, 2), "z").outputs().names()).containsExactly("z");
    }

    @Test
    void throwsTheRefusalOfAFullHouse() {
        Refusal refusal = new Refusal(ErrorCode.OVERLOADED, "the server is full");
        at.admission.refusal = Optional.of(refusal);

        assertThatThrownBy(() -> at.infer(x(1, 2))).hasMessage("the server is full");

        assertThat(at.events).singleElement().isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.servedBy()).isEmpty();
            assertThat(failed.failure().code()).isEqualTo(ErrorCode.OVERLOADED);
        });
        assertThat(at.admission.ends).isEmpty();
        assertThat(at.catalog.leased).isEmpty();
    }

    @Test
    void endsThePermitAsIgnoredForTheCallersMistake() {
        assertThatThrownBy(() -> at.infer(Tensors.empty())).isInstanceOf(InferenceException.class);

        assertThat(at.admission.ends).containsExactly("ignored");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void endsThePermitAsDroppedForLackOfCapacity() {
        at.catalog.engine = inputs -> {
            throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, "too late");
        };

        assertThatThrownBy(() -> at.infer(x(1, 2))).hasMessage("too late");

        assertThat(at.admission.ends).containsExactly("dropped");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void tellsMonitorsWhoWasToAnswer() {
        at.catalog.engine = inputs -> {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, "broken");
        };

        assertThatThrownBy(() -> at.infer(x(1, 2))).hasMessage("broken");

        assertThat(at.events).singleElement().isInstanceOfSatisfying(Failed.class, failed -> assertThat(
                        failed.servedBy())
                .hasValueSatisfying(by -> assertThat(by.engine()).isEqualTo("fake")));
        assertThat(at.admission.ends).containsExactly("ignored");
    }

    @Test
    void turnsAFaultOfOursIntoInternalWithItsCause() {
        IllegalStateException fault = new IllegalStateException("bug");
        at.catalog.onLease = () -> {
            throw fault;
        };

        assertThatThrownBy(() -> at.infer(x(1, 2)))
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.INTERNAL))
                .hasCause(fault);

        assertThat(at.admission.ends).containsExactly("ignored");
    }

    @Test
    void tellsWhereTheTimeWent() {
        at.catalog.onLease = () -> at.clock.advance(Duration.ofNanos(100));
        at.catalog.before = List.of(new FakeStep(List.of(), List.of(), columns -> {
            at.clock.advance(Duration.ofNanos(20));
            return Tensors.empty();
        }));
        at.catalog.after = List.of(new FakeStep(List.of(), List.of(), columns -> {
            at.clock.advance(Duration.ofNanos(3));
            return Tensors.empty();
        }));
        InferenceRequest request = at.request(x(1, 2));
        at.clock.advance(Duration.ofNanos(1000));

        Timing timing = at.pipeline.infer(request).timing();

        assertThat(timing).isEqualTo(new Timing(107, 23, 11, 1123, 3, 1));
    }

    @Test
    void saysThatAModelIsNotThereBeforeItLooksAtInputs() {
        InferenceRequest request = InferenceRequest.of(
                "id", "other", Tensors.empty(), at.request(x(1, 2)).deadline(), at.clock.getAsLong());

        assertThatThrownBy(() -> at.pipeline.infer(request)).hasMessage("no model is named 'other'");
    }
}
