package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.testkit.FakeClock;
import io.roundhouse.testkit.TestRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The room put together, with a clock that stands, models {@code credit} and {@code fraud}, and no housekeeper. */
final class TestHouse implements AutoCloseable {
    private static final long WAIT_MAX_NANOS = Duration.ofSeconds(20).toNanos();

    final FakeClock clock = new FakeClock();
    final FakeCatalog catalog = new FakeCatalog();
    final Post post = new Post();
    final Surroundings around;
    final Desk desk;
    final AtomicInteger givenBack = new AtomicInteger();
    final Path folder;

    TestHouse(Path folder) {
        this(folder, new HostSettings(1024, 1 << 20, 1));
    }

    TestHouse(Path folder, HostSettings settings) {
        this.folder = folder;
        around = new Surroundings(
                new Factories(),
                folder.resolve("models"),
                folder.resolve("data"),
                settings,
                new LeftBehind(),
                clock,
                clock);
        desk = new Desk(around, new Sight(catalog), new ByHandFiles(folder.resolve("hand")), post, () -> {});
        catalog.live("credit", 4, "stable");
        catalog.live("fraud", 4, "stable");
    }

    Provider plugin(String name, String version, @Nullable MonitorFactory factory) {
        Provider provider = new Provider(name, version, true, () -> factory, givenBack::incrementAndGet);
        desk.arrived(provider);
        return provider;
    }

    void write(String model, String... monitors) {
        Settings.Builder section = Settings.builder("model.yaml");
        for (String monitor : monitors) {
            section.put(monitor, Settings.empty());
        }
        desk.write(model, MonitorList.of(section.build()));
        desk.tick();
    }

    void write(String model, String monitor, Map<String, String> settings) {
        desk.write(model, Map.of(monitor, Settings.of(settings)));
        desk.tick();
    }

    Attachment only() {
        List<Attachment> all = desk.attachments();
        if (all.size() != 1) {
            throw new AssertionError("not one: " + all);
        }
        return all.get(0);
    }

    /** Waits, and looks after monitors meanwhile. */
    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + WAIT_MAX_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not " + what + ": " + desk.attachments());
            }
            desk.tick();
            Thread.onSpinWait();
        }
    }

    /** Does it on another thread. */
    static CompletableFuture<Void> beside(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task, "beside").start());
    }

    static Answered answered(String model, int number) {
        ServedBy arm = new ServedBy(new ModelId(model, "1"), "stable", "fake", "1");
        InferenceRequest request = InferenceRequest.of(
                "request-" + number,
                model,
                Tensors.of("x", Tensor.ofFloats(Shape.of(1, 4), 1, 2, 3, 4)),
                TestRequests.later(),
                System.nanoTime());
        Tensors outputs = Tensors.of("y", Tensor.ofFloats(Shape.of(1, 1), number));
        return new Answered(request, new InferenceResponse(request.id(), arm, outputs, new Timing(0, 0, 0, 0, 1, 1)));
    }

    void send(String model, int count) {
        for (int i = 0; i < count; i++) {
            post.on(answered(model, i));
        }
    }

    static List<String> ids(List<InferenceEvent> events) {
        return events.stream().map(event -> ((Answered) event).request().id()).toList();
    }

    @Override
    public void close() {
        desk.close();
    }
}
