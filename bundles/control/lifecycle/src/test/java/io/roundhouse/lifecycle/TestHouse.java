package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The room put together with fakes, and what every test of it needs. */
final class TestHouse {
    static final Tensors ROW = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 2), 1, 2));

    final FakeBatchers batchers = new FakeBatchers();
    final FakeCaches caches = new FakeCaches();
    final FakeBundles bundles = new FakeBundles();
    final List<InferenceEvent> events = new CopyOnWriteArrayList<>();
    final House house;

    TestHouse() {
        this("10s");
    }

    TestHouse(String loadTimeout) {
        this(loadTimeout, Path.of("no such folder"));
    }

    TestHouse(String loadTimeout, Path memories) {
        house = new House(
                LifecycleSettings.of(2, loadTimeout, "5s", 1, "0s", "mvn:io.roundhouse.engines/{name}/{version}"),
                batchers,
                caches,
                bundles,
                memories);
        bundles.house = house;
        InferenceMonitor monitor = events::add;
        house.monitorArrived(provider("monitor", "events", "1", 9, monitor));
    }

    static <T> Provider<T> provider(String kind, String name, String version, long bundle, T service) {
        return new Provider<>(kind, name, version, "bundle." + name + " " + version, bundle, () -> service, () -> {});
    }

    Provider<Engine> engine(String version, FakeEngine engine) {
        long id = house.plugins().size() + 1L;
        Provider<Engine> provider = provider("engine", "ort", version, id, engine);
        bundles.running.put(id, provider);
        house.engineArrived(provider);
        return provider;
    }

    /** One arm {@code stable} on the newest of these versions. */
    static ModelDefinition model(String name, String... versions) {
        return model(name, new Plugin("ort", "", Settings.empty()), List.of(), versions);
    }

    static ModelDefinition model(String name, Plugin engine, List<Plugin> before, String... versions) {
        List<ModelArtifact> artifacts = Arrays.stream(versions)
                .map(version -> new ModelArtifact(new ModelId(name, version), Path.of("unused"), name + version))
                .toList();
        Chain chain = new Chain(before, List.of());
        return new ModelDefinition(
                name,
                artifacts,
                engine,
                Settings.empty(),
                chain,
                new Plugin("weighted", "", Settings.empty()),
                List.of(new Arm("stable", versions[versions.length - 1], engine, chain)),
                Map.of());
    }

    static Plugin plugin(String name) {
        return new Plugin(name, "", Settings.empty());
    }

    /** Applies and waits until the outcome stands. */
    void apply(ModelDefinition definition) {
        house.models().apply(definition);
        awaitIdle();
    }

    void awaitIdle() {
        await(() -> house.models().slots().stream().noneMatch(ModelSlot::isPending));
    }

    void awaitLive(String name, String version) {
        await(() ->
                status(name, version).map(row -> row.state() == ModelState.LIVE).orElse(false));
    }

    Optional<ModelStatus> status(String name, String version) {
        ModelId id = new ModelId(name, version);
        return house.models().models().stream()
                .filter(row -> row.id().equals(id))
                .findFirst();
    }

    static void await(BooleanSupplier done) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    static Deadline in(Duration time) {
        return Deadline.after(time, System.nanoTime());
    }

    ModelLease lease(String model) {
        return house.models().lease(model, "stable", in(Duration.ofSeconds(10)));
    }

    String engineVersion(String model) {
        try (ModelLease lease = lease(model)) {
            lease.batcher().infer(ROW, in(Duration.ofSeconds(10)));
            return lease.servedBy().engineVersion();
        }
    }

    static InferenceRequest request(String model) {
        return InferenceRequest.of("1", model, ROW, in(Duration.ofSeconds(10)), System.nanoTime());
    }

    static InferenceRequest request(String model, String version) {
        InferenceRequest any = request(model);
        return new InferenceRequest(
                any.id(),
                model,
                Optional.of(version),
                any.inputs(),
                List.of(),
                any.parameters(),
                any.headers(),
                0,
                any.deadline(),
                any.receivedNanos());
    }
}
