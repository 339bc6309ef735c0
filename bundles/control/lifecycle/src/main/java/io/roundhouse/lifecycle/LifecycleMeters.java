package io.roundhouse.lifecycle;

import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.PluginMeters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** What this room counts: requests that hold an arm, and the native memory that can be told from outside of an engine. */
final class LifecycleMeters implements PluginMeters {
    private static final long MAPPED_NANOS = 60_000_000_000L; // so long what was read of the mappings stands

    private final Models models;
    private final Providers<Engine> engines;
    private final EngineBundles bundles;
    private final Resident resident;
    private final LongSupplier nanoClock;
    private Map<String, Long> mapped = Map.of(); // by folder
    private long readNanos;
    private List<Provider<Engine>> read = List.of();

    LifecycleMeters(
            Models models,
            Providers<Engine> engines,
            EngineBundles bundles,
            Resident resident,
            LongSupplier nanoClock) {
        this.models = models;
        this.engines = engines;
        this.bundles = bundles;
        this.resident = resident;
        this.nanoClock = nanoClock;
    }

    @Override
    public List<Meter> meters() {
        List<Meter> meters = new ArrayList<>();
        for (ModelSlot slot : models.slots()) {
            inflight(slot, meters);
            grown(slot, meters);
        }
        mapped(meters);
        return meters;
    }

    private static void inflight(ModelSlot slot, List<Meter> meters) {
        ModelSlot.View view = slot.view();
        Map<Map<String, String>, Integer> leases = new HashMap<>(); // an arm that was replaced may still be held
        for (List<ServingArm> arms : List.of(List.copyOf(view.serving().live().values()), view.draining())) {
            for (ServingArm arm : arms) {
                leases.merge(labels(arm), arm.leases(), Integer::sum);
            }
        }
        leases.forEach((labels, count) -> meters.add(new Meter(
                "roundhouse.model.inflight",
                "Requests that hold the arm now, from the route to the answer, those that only watch among them",
                Kind.GAUGE,
                labels,
                (double) count)));
    }

    private static Map<String, String> labels(ServingArm arm) {
        return Map.of(
                "model", arm.servedBy().model().name(),
                "version", arm.servedBy().model().version(),
                "arm", arm.servedBy().arm());
    }

    private static void grown(ModelSlot slot, List<Meter> meters) {
        Map<Map<String, String>, Long> grown = new HashMap<>(); // arms may share what is loaded
        for (ServingArm arm : slot.serving().live().values()) {
            arm.session()
                    .value()
                    .times()
                    .grownBytes()
                    .ifPresent(bytes -> grown.put(
                            Map.of(
                                    "model", arm.servedBy().model().name(),
                                    "version", arm.servedBy().model().version(),
                                    "engine", arm.servedBy().engine(),
                                    "engine_version", arm.servedBy().engineVersion()),
                            bytes));
        }
        grown.forEach((labels, bytes) -> meters.add(new Meter(
                "roundhouse.model.load.grown.bytes",
                "How much the process grew in RAM while the version was loaded and warmed, the last time: the engine's"
                        + " memory for it, and whatever else the process took in that time, Java's heap among it. Not"
                        + " told where another version was loaded meanwhile",
                Kind.GAUGE,
                labels,
                (double) bytes)));
    }

    private void mapped(List<Meter> meters) {
        Map<Map<String, String>, Long> byEngine = new HashMap<>();
        Map<String, Long> now = mapped();
        for (Provider<Engine> engine : engines.all()) {
            Long bytes = now.get(bundles.folder(engine.bundleId()));
            if (bytes != null) {
                String version = engine.version().text();
                byEngine.put(Map.of("engine", engine.name(), "engine_version", version), bytes);
            }
        }
        byEngine.forEach((labels, bytes) -> meters.add(new Meter(
                "roundhouse.engine.libraries.resident.bytes",
                "RAM behind the mapped files of the engine's bundle, its native libraries: code and constants, and not"
                        + " what they allocate, which no engine tells",
                Kind.GAUGE,
                labels,
                (double) bytes)));
    }

    /** Read again after a minute, or when an engine came or left. */
    private synchronized Map<String, Long> mapped() {
        long now = nanoClock.getAsLong();
        List<Provider<Engine>> there = engines.all();
        if (!there.equals(read) || now - readNanos >= MAPPED_NANOS) {
            Set<String> folders = new TreeSet<>();
            there.forEach(engine -> folders.add(bundles.folder(engine.bundleId())));
            folders.remove("");
            mapped = folders.isEmpty() ? Map.of() : resident.below(folders);
            readNanos = now;
            read = there;
        }
        return mapped;
    }
}
