package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A model that doubles what it is given, and ends its host for 666. */
class QuarantineGuardTest {
    private static final float POISON = 666;
    private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(1), 0);
    private static final String HOW = "was ended by SIGFPE";

    private final Quarantine quarantine = new Quarantine(QuarantineSettings.DEFAULT, () -> Instant.EPOCH);
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicInteger ranAlone = new AtomicInteger();
    private QuarantineGuard guard = guard(true, true);
    private QuarantineFlights flights = guard.flights();

    private QuarantineGuard guard(boolean batches, boolean repeatable) {
        QuarantineSubject subject = new QuarantineSubject("digest@1", batches, repeatable);
        return new QuarantineGuard(
                quarantine,
                subject,
                (call, deadline) -> {
                    ranAlone.incrementAndGet();
                    return computed(call);
                },
                () -> 0);
    }

    private Tensors computed(Tensors batch) throws QuarantineGoneException {
        float[] values = floats(batch);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == POISON) {
                crashes.incrementAndGet();
                flights = guard.flights(); // another host
                throw new QuarantineGoneException(HOW);
            }
            values[i] *= 2;
        }
        return Tensors.of("y", Tensor.ofFloats(Shape.of(values.length, 1), values));
    }

    private Optional<Tensors> infer(float... values) {
        Tensors batch = x(values);
        return guard.infer(batch, DEADLINE, flights, () -> Optional.of(computed(batch)));
    }

    private InferenceException refused(float... values) {
        return catchThrowableOfType(InferenceException.class, () -> infer(values));
    }

    private static Tensors x(float... values) {
        return Tensors.of("x", Tensor.ofFloats(Shape.of(values.length, 1), values));
    }

    private static float[] floats(Tensors tensors) {
        FloatBuffer buffer = tensors.values().get(0).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void letsEverythingPassWhileNothingCrashes() {
        assertThat(floats(infer(1, 2, 3).orElseThrow())).containsExactly(2, 4, 6);
        assertThat(ranAlone).hasValue(0);
    }

    @Test
    void refusesAPoisonAfterTwoCrashes() {
        InferenceException first = refused(POISON);
        InferenceException second = refused(POISON);

        assertThat(first.code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(second.code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(second.sentence())
                .contains("until 1970-01-01T01:00:00Z")
                .contains(HOW)
                .contains("2 times");
        assertThat(crashes).hasValue(2);
    }

    @Test
    void findsThePoisonousRowOfABatch() {
        assertThat(refused(1, POISON, 3).code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);

        assertThat(crashes).hasValue(2);
        assertThat(floats(infer(1).orElseThrow())).containsExactly(2);
        assertThat(floats(infer(3).orElseThrow())).containsExactly(6);
        assertThat(refused(POISON).code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(crashes).hasValue(2);
    }

    @Test
    void answersInnocentsThatWereInFlightWithIt() throws Exception {
        Map<Float, float[]> answers = new ConcurrentHashMap<>();
        Map<Float, ErrorCode> failures = new ConcurrentHashMap<>();
        CountDownLatch allThere = new CountDownLatch(6);
        QuarantineFlights host = flights;
        List<Thread> callers = new ArrayList<>();
        for (float value : new float[] {1, 2, 3, 4, 5, POISON}) {
            callers.add(new Thread(() -> {
                try {
                    Optional<Tensors> answer = guard.infer(x(value, value + 10), DEADLINE, host, () -> {
                        allThere.countDown();
                        awaited(allThere);
                        throw new QuarantineGoneException(HOW);
                    });
                    answers.put(value, floats(answer.orElseThrow()));
                } catch (InferenceException e) {
                    failures.put(value, e.code());
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(answers).hasSize(5);
        answers.forEach((value, answer) -> assertThat(answer).containsExactly(2 * value, 2 * value + 20));
        assertThat(failures).containsExactly(Map.entry(POISON, ErrorCode.REQUEST_QUARANTINED));
        assertThat(crashes).hasValue(1); // and the one in company
    }

    @Test
    void doesNotAskAModelTwiceThatMustNotBe() {
        guard = guard(true, false);
        flights = guard.flights();

        assertThat(refused(1, POISON).code()).isEqualTo(ErrorCode.ENGINE_FAILED);
        assertThat(ranAlone).hasValue(0);
        assertThat(floats(infer(1).orElseThrow())).containsExactly(2); // alone, and cleared
        assertThat(refused(POISON).code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(ranAlone).hasValue(2);
        assertThat(floats(infer(1).orElseThrow())).containsExactly(2);
        assertThat(ranAlone).hasValue(2);
    }

    @Test
    void runsAWholeBatchAgainWhereRowsAreNoCalls() {
        guard = guard(false, true);
        flights = guard.flights();

        assertThat(refused(1, POISON, 3).code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(ranAlone).hasValue(1);
        assertThat(refused(1, POISON, 3).code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
        assertThat(crashes).hasValue(2);
    }

    @Test
    void sendsNothingToAHostThatIsGone() {
        QuarantineFlights host = flights;
        long flight = host.enter(x(1), DEADLINE);
        assertThat(host.gone(flight, HOW)).isEmpty();

        Optional<Tensors> answer = guard.infer(x(2), DEADLINE, host, () -> {
            throw new AssertionError("sent");
        });
        assertThat(answer).isEmpty();
    }

    @Test
    void suspectsNobodyButTheOneThatHangs() {
        Tensors hanging = x(1);
        Tensors other = x(2);
        flights.enter(hanging, DEADLINE);
        long innocent = flights.enter(other, DEADLINE);

        flights.hung(hanging, "did not stop");

        assertThat(flights.gone(innocent, "was killed")).isEmpty();
        assertThat(quarantine.admit("digest@1", other)).isEqualTo(QuarantinePass.FREE);
        assertThat(quarantine.admit("digest@1", hanging)).isEqualTo(QuarantinePass.ALONE);
    }

    @Test
    void passesOnWhatTheEngineSays() {
        InferenceException said = new InferenceException(ErrorCode.INVALID_INPUT, "row 0 is negative");

        InferenceException thrown = catchThrowableOfType(
                InferenceException.class,
                () -> guard.infer(x(1), DEADLINE, flights, () -> {
                    throw said;
                }));

        assertThat(thrown).isSameAs(said);
        assertThat(quarantine.admit("digest@1", x(1))).isEqualTo(QuarantinePass.FREE);
    }
}
