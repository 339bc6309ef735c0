package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A batcher on a fake model and a fake clock, and threads to call it. */
final class BatcherFixture implements AutoCloseable {
    final FakeClock clock = new FakeClock();
    final CpuMeter cpu = new CpuMeter(() -> clock.getAsLong() * 3, () -> false); // of a clock that runs thrice as fast
    final FakeModel model;
    final ModelBatcher batcher;
    private CompletableFuture<Answer> occupying = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    BatcherFixture(FakeModel model, BatchingSettings settings) {
        this.model = model;
        this.batcher = new ModelBatcher(new ModelId("fraud", "7"), model, settings, clock, cpu);
        batcher.start();
    }

    static BatcherFixture of(FakeModel model, int rowsMax) {
        return new BatcherFixture(model, new BatchingSettings(rowsMax, Duration.ZERO, 64));
    }

    Deadline in(Duration time) {
        return Deadline.after(time, clock.getAsLong());
    }

    Answer infer(Tensors inputs) {
        return batcher.infer(inputs, in(Duration.ofSeconds(30)));
    }

    /** Calls on a thread of its own, and comes back when the request waits in the queue or is being run. */
    CompletableFuture<Answer> inferLater(Tensors inputs) {
        return inferLater(inputs, in(Duration.ofSeconds(30)));
    }

    CompletableFuture<Answer> inferLater(Tensors inputs, Deadline deadline) {
        int batches = model.batches.size();
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                () -> {
                    caller.set(Thread.currentThread());
                    return batcher.infer(inputs, deadline);
                },
                threads);
        awaitUntil(() -> isParked(caller.get()) || model.batches.size() > batches || answer.isDone());
        return answer;
    }

    /** It parks when it is in the queue, and not before. */
    private static boolean isParked(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Occupies the engine, so that what comes next gathers. */
    void occupy() {
        model.hold();
        occupying = inferLater(FakeModel.x(0));
        model.entered.acquireUninterruptibly();
    }

    /** What came of the request that occupied the engine. */
    Answer occupant() {
        return occupying.join();
    }

    static List<float[]> floats(List<CompletableFuture<Answer>> answers) {
        List<float[]> all = new ArrayList<>();
        answers.forEach(answer -> all.add(FakeModel.floats(answer.join().outputs())));
        return all;
    }

    static void awaitUntil(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            Thread.onSpinWait();
        }
    }

    /** An answer is there before its runner has given the instance back; one that sleeps has. */
    static void awaitRunnersAsleep() {
        awaitUntil(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("roundhouse-batcher-fraud:7-"))
                .allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Override
    public void close() {
        model.release(1_000_000);
        batcher.close();
        threads.shutdownNow();
    }
}
