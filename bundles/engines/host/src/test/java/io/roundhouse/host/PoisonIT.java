package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A poison in a stream of good requests, with a real engine that it really kills. */
@Timeout(120)
class PoisonIT {
    private static final int THREADS = 4;
    private static final int EACH = 200;
    private static final int POISON_EVERY = 50;
    private static final int MASKS = 15;

    private final List<List<Float>> expected = new ArrayList<>(); // before the stream
    private final AtomicInteger started = new AtomicInteger();
    private final Quarantine quarantine = TestRecipes.quarantine();

    @Test
    void aPoisonIsFoundAndEveryGoodOneAnswered(@TempDir Path folder) throws Exception {
        Recipe recipe = TestRecipes.onnxruntime(folder, TestRecipes.settings(64 * 1024));
        Path files = Onnx.deadly(folder.resolve("deadly"));
        HostedEngine engine = new HostedEngine(
                () -> {
                    started.incrementAndGet();
                    return recipe;
                },
                quarantine);
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try (LoadedModel model =
                engine.load(new ModelArtifact(new ModelId("deadly", "1"), files, "digest"), Settings.empty())) {
            for (int mask = 1; mask <= MASKS; mask++) {
                expected.add(answer(model, mask, 1));
            }
            CountDownLatch together = new CountDownLatch(THREADS);
            List<Future<Integer>> refusals = new ArrayList<>();
            for (int caller = 0; caller < THREADS; caller++) {
                int first = caller * EACH;
                refusals.add(callers.submit(() -> {
                    together.countDown();
                    together.await();
                    return stream(model, first);
                }));
            }

            int refused = 0;
            for (Future<Integer> each : refusals) {
                refused += each.get();
            }

            assertThat(refused).isEqualTo(THREADS * EACH / POISON_EVERY);
            assertThat(crashes()).isBetween(1, 2);
            assertThat(quarantine.counts().listings()).isOne();
            assertThat(quarantine.listedNow()).isOne();
        } finally {
            callers.shutdownNow();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    /** Recipes that were asked for: once to know the engine, for the first process, for the one in quarantine. */
    private int crashes() {
        return started.get() - 3;
    }

    private int stream(LoadedModel model, int first) {
        int refused = 0;
        for (int i = first; i < first + EACH; i++) {
            if (i % POISON_EVERY == POISON_EVERY / 2) {
                assertThat(catchThrowableOfType(InferenceException.class, () -> answer(model, 0, 0))
                                .code())
                        .isEqualTo(ErrorCode.REQUEST_QUARANTINED);
                refused++;
            } else {
                int mask = 1 + i % MASKS;
                assertThat(answer(model, mask, i + 1)).as("request " + i).isEqualTo(expected.get(mask - 1));
            }
        }
        return refused;
    }

    /** Of a row that has this value where the mask has a bit; all zero is the poison. */
    private static List<Float> answer(LoadedModel model, int mask, float value) {
        float[] row = new float[4];
        for (int bit = 0; bit < row.length; bit++) {
            row[bit] = ((mask >> bit) & 1) == 1 ? value : 0;
        }
        Deadline deadline = Deadline.after(Duration.ofSeconds(60), System.nanoTime());
        Tensor y = model.infer(Tensors.of("x", Tensor.ofFloats(Shape.of(1, 4), row)), deadline)
                .get("y");
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < y.shape().elements(); i++) {
            values.add(y.data().getFloat(i * Float.BYTES));
        }
        return values;
    }
}
