package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.RequestThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads of both kinds, mixed shapes, bad rows and short deadlines at once: nothing is lost, mixed up or left waiting. */
class BatcherStressTest {
    private static final int THREADS = 12;
    private static final int ROUNDS = 2_000;

    @Test
    void answersEveryRequestWithItsOwnRowsOrItsOwnFailure() throws Exception {
        FakeModel model = new FakeModel(true, 2);
        model.behave(BatcherStressTest::doubledUnlessNegative);
        BatchingSettings settings = new BatchingSettings(8, Duration.ofNanos(50_000), 64);
        ModelBatcher batcher = new ModelBatcher(
                new ModelId("fraud", "7"), model, settings, System::nanoTime, new CpuMeter(System::nanoTime));
        batcher.start();
        AtomicInteger made = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS, task -> made.incrementAndGet() % 2 == 0 ? new Thread(task) : new Caller(task));
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int caller = i;
            callers.add(() -> call(batcher, caller));
        }

        int answered = 0;
        for (Future<Integer> caller : threads.invokeAll(callers)) {
            answered += caller.get();
        }

        threads.shutdown();
        batcher.close();
        assertThat(answered).isGreaterThan(THREADS * ROUNDS / 2);
        assertThat(batcher.waiting()).isZero();
    }

    /** A thread that may call the engine itself. */
    private static final class Caller extends Thread implements RequestThread {
        Caller(Runnable task) {
            super(task);
        }

        @Override
        public void retire() {}
    }

    private static int call(ModelBatcher batcher, int caller) {
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int rows = 1 + (caller + round) % 3;
            int width = 1 + round % 2;
            float value = caller * 10_000f + round + 1;
            boolean bad = round % 97 == 0;
            boolean hurried = round % 5 == 0;
            Deadline deadline =
                    Deadline.after(hurried ? Duration.ofNanos(30_000) : Duration.ofSeconds(20), System.nanoTime());
            try {
                Tensors outputs = batcher.infer(filled(rows, width, bad ? -value : value), deadline)
                        .outputs();
                assertThat(bad).isFalse();
                assertThat(outputs.get("y").shape()).isEqualTo(Shape.of(rows, width));
                assertThat(FakeModel.floats(outputs)).containsOnly(2 * value);
                answered++;
            } catch (InferenceException e) {
                ErrorCode allowed = bad && !hurried ? ErrorCode.INVALID_INPUT : ErrorCode.DEADLINE_EXCEEDED;
                assertThat(e.code()).isIn(allowed, bad ? ErrorCode.INVALID_INPUT : allowed);
                assertThat(bad || hurried).as(e.sentence()).isTrue();
            }
        }
        return answered;
    }

    private static Tensors filled(int rows, int width, float value) {
        Tensor tensor = Tensor.allocate(DataType.FP32, Shape.of(rows, width));
        for (int i = 0; i < rows * width; i++) {
            tensor.data().putFloat(i * Float.BYTES, value);
        }
        return Tensors.of("x", tensor);
    }

    private static Tensors doubledUnlessNegative(Tensors batch) {
        Tensors outputs = FakeModel.doubled(batch);
        for (float value : FakeModel.floats(outputs)) {
            if (value < 0) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "a row is negative");
            }
        }
        return outputs;
    }
}
