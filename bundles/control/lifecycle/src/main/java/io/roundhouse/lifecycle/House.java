package io.roundhouse.lifecycle;

import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelSection;
import io.roundhouse.server.control.PluginControl.Need;
import io.roundhouse.server.control.PluginControl.Plugin;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.server.flow.BatcherFactory;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The parts of this room put together, as the component and the tests use them. */
final class House {
    private volatile LifecycleSettings settings;
    private final Plugins plugins = new Plugins();
    private final Providers<InferenceMonitor> monitors = new Providers<>("monitor");
    private final Events events;
    private final Sections sections;
    private final Models models;
    private final Departures departures;
    private final Migration migration;
    private final EngineSwap swap;
    private final EngineBeside beside;
    private final EngineBundles bundles;
    private final Lender lender;
    private final RouterMemory memory;
    private final PluginMeters meters;
    private final Remembering remembering = new Remembering(this::remember);

    /** @param memories the folder where what routers learn is kept */
    House(LifecycleSettings first, BatcherFactory batchers, StepCaches caches, EngineBundles bundles, Path memories) {
        settings = first;
        this.bundles = bundles;
        Supplier<LifecycleSettings> now = () -> settings;
        Supplier<Duration> drainTimeout = () -> now.get().drainTimeout();
        Supervisor supervisor = new Supervisor();
        Resident resident = new Resident();
        events = new Events(monitors, supervisor, System::nanoTime);
        Loader loader = new Loader(supervisor, batchers, caches, now, resident, System::nanoTime);
        lender = new Lender(plugins.engines(), loader);
        memory = new RouterMemory(memories, System::nanoTime);
        Callees callees = new Callees(this::models);
        Stager stager = new Stager(loader, new Planner(plugins, callees), memory, System::currentTimeMillis);
        Retirement retirement = new Retirement(loader, drainTimeout);
        sections = new Sections(supervisor);
        Reconciler reconciler = new Reconciler(stager, retirement, plugins, sections, callees, new Announcer(events));
        models = new Models(reconciler, () -> now.get().loadThreads(), System::nanoTime);
        meters = new LifecycleMeters(models, plugins.engines(), bundles, resident, System::nanoTime);
        departures = new Departures(models, callees, plugins, retirement, supervisor, drainTimeout);
        migration = new Migration(models, plugins.engines(), stager, reconciler, retirement);
        EngineVersions versions = new EngineVersions(bundles, plugins.engines(), supervisor, now);
        swap = new EngineSwap(versions, migration);
        beside = new EngineBeside(versions);
    }

    void start() {
        remembering.start();
    }

    /** Keeps what routers learnt. */
    void remember() {
        memory.keep(models.slots());
    }

    Models models() {
        return models;
    }

    PluginMeters meters() {
        return meters;
    }

    Lender lender() {
        return lender;
    }

    void reconfigure(LifecycleSettings next) {
        settings = next;
    }

    void stop() {
        sections.stop();
        remembering.stop();
        models.stop(settings.drainTimeout());
    }

    List<Step> swap(String engine, String version, Consumer<Step> progress) {
        return swap.swap(engine, version, progress);
    }

    List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
        return beside.add(engine, version, progress);
    }

    List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
        return beside.takeAway(engine, version, progress);
    }

    void engineArrived(Provider<Engine> engine) {
        departures.arrived(plugins.engines(), engine);
    }

    void engineLeaves(Provider<Engine> engine) {
        departures.engineLeaves(engine);
    }

    void hostArrived(Provider<EngineHosts> host) {
        departures.arrived(plugins.hosts(), host);
    }

    void hostLeaves(Provider<EngineHosts> host) {
        departures.hostLeaves(host);
    }

    void transformerArrived(Provider<TransformerFactory> transformer) {
        departures.arrived(plugins.transformers(), transformer);
    }

    void transformerLeaves(Provider<TransformerFactory> transformer) {
        departures.transformerLeaves(transformer);
    }

    void routerArrived(Provider<RouterFactory> router) {
        departures.arrived(plugins.routers(), router);
    }

    void routerLeaves(Provider<RouterFactory> router) {
        departures.routerLeaves(router);
    }

    void monitorArrived(Provider<InferenceMonitor> monitor) {
        monitors.add(monitor);
    }

    void monitorLeaves(Provider<InferenceMonitor> monitor) {
        events.left(monitor);
    }

    void sectionArrived(Provider<ModelSection> room) {
        sections.arrived(room);
        models.submitAll();
    }

    void sectionLeaves(Provider<ModelSection> room) {
        sections.left(room);
        models.submitAll(); // the models tell that it is missing
    }

    /** What that definition needs, and whether it is there. */
    List<Need> needs(ModelDefinition definition) {
        Needs needs = new Needs(plugins, bundles, settings.engineUrl(), models.models());
        return needs.of(definition, sections::bundle);
    }

    /** Every plugin, by kind, name and version, with the models that use it now. */
    List<Plugin> plugins() {
        List<Plugin> all = new ArrayList<>();
        plugins.engines()
                .all()
                .forEach(each -> all.add(row(
                        "engine",
                        each,
                        users(slot -> arms(slot, arm -> arm.key().session().engine() == each)))));
        plugins.transformers()
                .all()
                .forEach(each -> all.add(row(
                        "transformer",
                        each,
                        users(slot -> arms(slot, arm -> arm.key().steps().uses(each))))));
        plugins.routers().all().forEach(each -> all.add(row("router", each, users(slot -> isRouter(slot, each)))));
        monitors.all().forEach(each -> all.add(row("monitor", each, users(slot -> arms(slot, arm -> true)))));
        all.sort(Comparator.comparing(Plugin::kind)
                .thenComparing(Plugin::name)
                .thenComparing(plugin -> Version.of(plugin.version())));
        return List.copyOf(all);
    }

    private static Plugin row(String kind, Provider<?> provider, List<String> users) {
        return new Plugin(
                kind, provider.name(), provider.version().text(), provider.bundle(), provider.bundleId(), users);
    }

    private List<String> users(Predicate<ModelSlot> uses) {
        return models.slots().stream().filter(uses).map(slot -> slot.name).toList();
    }

    private static boolean arms(ModelSlot slot, Predicate<ServingArm> uses) {
        return slot.serving().live().values().stream().anyMatch(uses);
    }

    private static boolean isRouter(ModelSlot slot, Provider<RouterFactory> router) {
        Serving.Routing routing = slot.serving().routing();
        return routing != null && routing.key().factory() == router;
    }
}
