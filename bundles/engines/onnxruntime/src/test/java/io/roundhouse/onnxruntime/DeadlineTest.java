package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that never end by themselves; each test opens the engine anew, in one class loader. */
@Timeout(20)
class DeadlineTest {
    private static final long FOR_EVER = Long.MAX_VALUE / 2;
    private static final Duration LATER = Duration.ofMinutes(5);

    private final Path folder;
    private final Revision revision;
    private boolean closed;

    DeadlineTest(@TempDir Path folder) {
        this.folder = folder;
        revision = Revision.open("test", Path.of("target", "natives"), "1");
    }

    @AfterEach
    void close() {
        if (!closed) {
            revision.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void stopsARunAtItsDeadlineAndTheNextRunsAsBefore() {
        try (LoadedModel model = load(1)) {
            for (int i = 0; i < 3; i++) {
                long begin = System.nanoTime();

                assertThatThrownBy(() -> count(model, FOR_EVER, Duration.ofMillis(100)))
                        .hasMessage("test:1 was stopped at the deadline")
                        .extracting("code")
                        .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);

                assertThat(System.nanoTime() - begin).isBetween(100_000_000L, 5_000_000_000L);
                assertThat(count(model, 10, LATER)).isEqualTo(10);
            }
        }
    }

    @Test
    void stopsTheOneWithTheEarlierDeadlineFirst() {
        try (LoadedModel model = load(2)) {
            CompletableFuture<Long> later = begin(model, Duration.ofMillis(800));
            assertThatThrownBy(() -> count(model, FOR_EVER, Duration.ofMillis(50)))
                    .hasMessageContaining("was stopped at the deadline");

            assertThat(later).isNotDone();
            assertThatThrownBy(later::join).cause().hasMessageContaining("was stopped at the deadline");
        }
    }

    @Test
    void refusesMoreCallersThanInstances() {
        try (LoadedModel model = load(1)) {
            CompletableFuture<Long> inside = begin(model, Duration.ofSeconds(1));

            assertThatThrownBy(() -> {
                        while (!inside.isDone()) {
                            count(model, 1, LATER);
                        }
                    })
                    .hasMessageContaining("called more often at once than its instances allow, 1 of 1");
            assertThatThrownBy(inside::join).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void closesWhatItsOwnerLeftOpenWhenItStops() throws Exception {
        LoadedModel model = load(1);
        CompletableFuture<Long> inside = begin(model, LATER);

        revision.close(Duration.ofMillis(100));
        closed = true;

        assertThatThrownBy(() -> inside.get(5, TimeUnit.SECONDS))
                .cause()
                .hasMessage("test:1 is closed, its engine has stopped")
                .extracting("code")
                .isEqualTo(ErrorCode.PLUGIN_MISSING);
        assertThatThrownBy(() -> count(model, 1, LATER)).hasMessage("test:1 is closed, its engine has stopped");
        assertThatThrownBy(() -> load(1)).hasMessage("onnxruntime test has stopped and loads no model");
        model.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("roundhouse-onnxruntime"));
    }

    private LoadedModel load(int instances) {
        Settings settings = Settings.of(Map.of("instances", String.valueOf(instances)));
        return revision.engine().load(OnnxFile.loop().in(folder), settings);
    }

    private static CompletableFuture<Long> begin(LoadedModel model, Duration limit) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(count(model, FOR_EVER, limit));
            } catch (InferenceException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (((OnnxModel) model).running() == 0 && !answer.isDone()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private static long count(LoadedModel model, long to, Duration limit) {
        Tensors given = Tensors.of("n", Tensor.ofLongs(Shape.of(), to));
        return model.infer(given, Deadline.after(limit, System.nanoTime()))
                .get("total")
                .data()
                .getLong();
    }
}
