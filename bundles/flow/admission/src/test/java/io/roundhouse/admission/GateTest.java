package io.roundhouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission.Entry;
import io.roundhouse.server.flow.Admission.Permit;
import io.roundhouse.server.flow.Admission.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeClock clock = new FakeClock();
    private final Gate gate = new Gate(settings(2, 2), clock);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsInWhileThereIsRoom() {
        Entry first = gate.enter(request(LONG));
        Entry second = gate.enter(request(LONG));

        assertThat(List.of(first, second)).allMatch(Permit.class::isInstance);
        assertThat(gate.running()).isEqualTo(2);
    }

    @Test
    void refusesAtOnceWhenTheDeadlineIsPast() {
        Entry entry = gate.enter(request(Duration.ZERO));

        assertThat(entry).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        assertThat(gate.running()).isZero();
    }

    @Test
    void refusesWithLimitsAndActualsWhenTheQueueIsFull() {
        Gate narrow = new Gate(settings(1, 0), clock);
        narrow.enter(request(LONG));

        Entry entry = narrow.enter(request(LONG));

        assertThat(entry)
                .isEqualTo(new Refusal(
                        ErrorCode.OVERLOADED, "the server is full: 1 of 1 requests running, 0 of 0 waiting"));
    }

    @Test
    void handsAPlaceThatIsLeftToTheFirstWhoWaits() {
        Permit inside = fill();
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);

        inside.succeeded();

        assertThat(waiting.join()).isInstanceOf(Permit.class);
        assertThat(gate.running()).isEqualTo(2);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void endsAPermitOnceOnly() {
        Permit inside = fill();

        inside.succeeded();
        inside.ignored();
        inside.dropped();

        assertThat(gate.running()).isEqualTo(1);
    }

    @Test
    void letsPriorityOneOvertakeInTheQueue() {
        Permit inside = fill();
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> usual = enterLater(request(LONG, 0), 1).thenAccept(entry -> {
            order.add("usual");
            ((Permit) entry).succeeded();
        });
        CompletableFuture<Void> urgent = enterLater(request(LONG, 1), 2).thenAccept(entry -> {
            order.add("urgent");
            ((Permit) entry).succeeded();
        });

        inside.succeeded();
        CompletableFuture.allOf(usual, urgent).join();

        assertThat(order).containsExactly("urgent", "usual");
    }

    @Test
    void leavesTheQueueWhenTheDeadlineIsPast() {
        fill();

        Entry entry = enterWhilePasses(request(Duration.ofSeconds(5)), Duration.ofSeconds(5));

        assertThat(entry)
                .isEqualTo(new Refusal(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the request's deadline is past: waited 5000 ms for a place, 2 of 2 requests running"));
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void leavesTheQueueAfterTheLongestWait() {
        fill();

        Entry entry = enterWhilePasses(request(LONG), Duration.ofSeconds(30));

        assertThat(entry)
                .isEqualTo(new Refusal(
                        ErrorCode.OVERLOADED,
                        "the server is full: waited 30000 ms for a place, 2 of 2 requests running"));
    }

    @Test
    void refusesThoseWhoWaitWhenItDrains() {
        fill();
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);

        boolean out = gate.drain(Duration.ZERO);

        assertThat(out).isFalse();
        assertThat(((Refusal) waiting.join()).code()).isEqualTo(ErrorCode.DRAINING);
        assertThat(((Refusal) gate.enter(request(LONG))).code()).isEqualTo(ErrorCode.DRAINING);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void drainsWhenTheLastIsOut() {
        Permit one = (Permit) gate.enter(request(LONG));
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> gate.drain(LONG), threads);
        awaitUntil(() -> !gate.isOpen());

        one.succeeded();

        assertThat(drained.join()).isTrue();
    }

    @Test
    void letsInAgainAfterResume() {
        assertThat(gate.drain(Duration.ZERO)).isTrue();

        gate.resume();

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.enter(request(LONG))).isInstanceOf(Permit.class);
    }

    @Test
    void admitsThoseWhoWaitWhenTheLimitIsRaised() {
        fill();
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);

        gate.reconfigure(settings(3, 2));

        assertThat(waiting.join()).isInstanceOf(Permit.class);
        assertThat(gate.running()).isEqualTo(3);
    }

    @Test
    void handsNoPlaceOnWhileMoreAreInsideThanALoweredLimitAllows() {
        Permit one = fill();
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);

        gate.reconfigure(settings(1, 2));
        one.succeeded();

        assertThat(gate.running()).isEqualTo(1);
        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(waiting).isNotDone();
    }

    @Test
    void shedsItsPartOfPlacesAndQueue() {
        gate.shed(50);

        assertThat(gate.enter(request(LONG))).isInstanceOf(Permit.class);
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);
        assertThat(gate.enter(request(LONG)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.message())
                        .contains("1 of 1 requests running, 1 of 1 waiting"));
        assertThat(waiting).isNotDone();
    }

    @Test
    void givesBackWhatWasShedToThoseWhoWait() {
        gate.shed(99);
        gate.enter(request(LONG));
        gate.reconfigure(settings(2, 200));
        CompletableFuture<Entry> waiting = enterLater(request(LONG), 1);

        gate.shed(0);

        assertThat(waiting.join()).isInstanceOf(Permit.class);
        assertThat(gate.running()).isEqualTo(2);
    }

    @Test
    void refusesToShedEverything() {
        assertThatThrownBy(() -> gate.shed(100)).hasMessageContaining("must be 0..99, was 100");
    }

    private Permit fill() {
        gate.enter(request(LONG));
        return (Permit) gate.enter(request(LONG));
    }

    private CompletableFuture<Entry> enterLater(InferenceRequest request, int waitingThen) {
        CompletableFuture<Entry> entry = CompletableFuture.supplyAsync(() -> gate.enter(request), threads);
        awaitUntil(() -> gate.waiting() == waitingThen);
        return entry;
    }

    private Entry enterWhilePasses(InferenceRequest request, Duration time) {
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Entry> entry = CompletableFuture.supplyAsync(
                () -> {
                    waiter.set(Thread.currentThread());
                    return gate.enter(request);
                },
                threads);
        awaitUntil(() -> gate.waiting() == 1);
        clock.advance(time);
        LockSupport.unpark(waiter.get());
        return entry.join();
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            Thread.onSpinWait();
        }
    }

    private InferenceRequest request(Duration left) {
        return request(left, 0);
    }

    private InferenceRequest request(Duration left, int priority) {
        long now = clock.getAsLong();
        return new InferenceRequest(
                "id",
                "fraud",
                Optional.empty(),
                Tensors.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                priority,
                Deadline.after(left, now),
                now);
    }

    private static AdmissionSettings settings(int concurrencyMax, int queueLengthMax) {
        return new AdmissionSettings(concurrencyMax, queueLengthMax, Duration.ofSeconds(30), Duration.ofSeconds(1));
    }
}
