package io.roundhouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Admission.Entry;
import io.roundhouse.server.flow.Admission.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many threads at one gate: never more inside than allowed, and afterwards nobody inside and nobody waiting. */
class GateStressTest {
    private static final int THREADS = 12;
    private static final int ROUNDS = 4_000;
    private static final int PLACES = 3;

    private final Gate gate =
            new Gate(new AdmissionSettings(PLACES, 4, Duration.ofSeconds(10), Duration.ofSeconds(1)), System::nanoTime);
    private final AtomicInteger inside = new AtomicInteger();

    @Test
    void neverExceedsItsLimitAndLosesNoPlace() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int caller = i;
            callers.add(() -> enterAndLeave(caller));
        }

        int entered = 0;
        for (Future<Integer> caller : threads.invokeAll(callers)) {
            entered += caller.get();
        }

        threads.shutdown();
        assertThat(entered).isGreaterThan(ROUNDS);
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    private int enterAndLeave(int caller) {
        int entered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // every seventh request has so little time that it often gives up while it waits
            Duration left = (round + caller) % 7 == 0 ? Duration.ofNanos(20_000) : Duration.ofSeconds(20);
            Entry entry = gate.enter(request(left));
            if (entry instanceof Permit permit) {
                entered++;
                assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(PLACES);
                if (round % 5 == 0) {
                    LockSupport.parkNanos(1); // gives the processor away, so that others come meanwhile
                }
                inside.decrementAndGet();
                permit.succeeded();
                permit.dropped();
            }
        }
        return entered;
    }

    private static InferenceRequest request(Duration left) {
        long now = System.nanoTime();
        return InferenceRequest.of("id", "fraud", Tensors.empty(), Deadline.after(left, now), now);
    }
}
